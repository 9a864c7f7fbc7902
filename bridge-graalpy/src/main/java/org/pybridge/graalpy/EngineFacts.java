package org.pybridge.graalpy;

import java.nio.file.Path;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/**
 * What an installer has to know of GraalPy, as GraalPy says it.
 *
 * @param version GraalPy's version, as {@code 25.0.3}
 * @param pythonVersion Python's version, as {@code 3.12.8}
 * @param pip the wheel of pip that it brings along
 * @param json what a stand-in has to say of itself
 */
record EngineFacts(String version, String pythonVersion, Path pip, String json) {

    /** What is the same for the whole life of a JVM; to ask takes seconds. */
    private static final class OfThisJvm {
        private static final EngineFacts FACTS = ask();
    }

    /** Gives the facts, which are asked for once. */
    static EngineFacts ofThisJvm() {
        return OfThisJvm.FACTS;
    }

    /** Asks on an engine of its own, because all contexts of an engine must have the same access to Java, and the user's may have none. */
    private static EngineFacts ask() {
        try (Engine engine = Engines.quiet().build();
                Context context = Context.newBuilder("python")
                        .engine(engine)
                        .allowIO(IOAccess.ALL)
                        .build()) {
            Value facts = context.eval("python", """
                    def facts():
                        import json, os, platform, sys
                        from importlib.machinery import EXTENSION_SUFFIXES
                        version = __graalpython__.get_graalvm_version()
                        library = os.path.dirname(os.__file__)
                        bundled = os.path.join(library, "ensurepip", "_bundled")
                        pip = [file for file in os.listdir(bundled) if file.startswith("pip-")][0]
                        return [version, platform.python_version(), os.path.join(bundled, pip), json.dumps({
                            "core_home": __graalpython__.core_home,
                            "graalvm_version": version,
                            "suffix": EXTENSION_SUFFIXES[0],
                            "markers": {
                                "implementation_name": sys.implementation.name,
                                "implementation_version": "%d.%d.%d" % sys.implementation.version[:3],
                                "platform_python_implementation": platform.python_implementation(),
                                "python_full_version": platform.python_version(),
                                "python_version": "%d.%d" % sys.version_info[:2],
                            },
                        })]
                    facts()""");
            return new EngineFacts(
                    facts.getArrayElement(0).asString(),
                    facts.getArrayElement(1).asString(),
                    Path.of(facts.getArrayElement(2).asString()),
                    facts.getArrayElement(3).asString());
        }
    }
}
