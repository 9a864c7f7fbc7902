package org.pybridge.testing;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import org.pybridge.Python;
import org.pybridge.packages.PythonPackages;
import org.pybridge.testing.support.ChildJvm;

/** A program that does nothing but install packages, to be killed. */
final class InstallingProgram {
    private InstallingProgram() {}

    /** Starts it for the backend of a contract. */
    static Process start(Class<? extends PackagesContract> contract, String index, Path cache) throws IOException {
        return ChildJvm.of(InstallingProgram.class)
                .start(Redirect.DISCARD, contract.getName(), index, cache.toString());
    }

    static PythonPackages.Builder packages(String index, Path cache) {
        return PythonPackages.builder().require("demo").index(index).cache(cache);
    }

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Constructor<?> contract = Class.forName(arguments[0]).getDeclaredConstructor();
        contract.setAccessible(true);
        PackagesContract made = (PackagesContract) contract.newInstance();
        PythonPackages packages = packages(arguments[1], Path.of(arguments[2])).build();
        Python.builder(made.backend(packages)).build().close();
    }
}
