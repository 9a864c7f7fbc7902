package org.pybridge.testing.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pybridge.PyFrame;
import org.pybridge.PyModule;
import org.pybridge.Python;
import org.pybridge.PythonException;
import org.pybridge.PythonSyntaxException;
import org.pybridge.Session;
import org.pybridge.testing.support.Cases;
import org.pybridge.testing.support.Raises;

/** Modules of the application: from strings, directories and the class path, and loaded anew when they change. */
public abstract class ModuleCases extends Cases {
    @TempDir
    private Path directory;

    /** The module that changes. */
    @PyModule("shop")
    interface Shop {
        /** Gives a price. */
        int price();
    }

    private void write(String file, String source) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, source);
    }

    @Test
    void modulesComeFromStringsDirectoriesAndTheClassPath() throws IOException {
        write("plain.py", "from package.inner import DEEP\n");
        write("package/inner.py", "from . import __name__ as outer\nDEEP = outer + ' without an __init__'\n");
        write("no-module.py", "this is not Python");
        write("__pycache__/plain.py", "neither is this");
        try (Python python = fixture()
                .builder()
                .pool(pool -> pool.size(1).initScript("import answer"))
                .module("answer", "def whole(): return 1 / 0\nFROM_STRING = 42\n")
                .module("answer.details", "import answer\nDOUBLE = 2 * answer.FROM_STRING\n")
                .modules(directory)
                .moduleResources("pybridge-kit/modules")
                .build()) {
            assertThat(python.eval("__import__('answer').FROM_STRING").as(int.class))
                    .isEqualTo(42);
            assertThat(python.eval("import answer.details\nanswer.details.DOUBLE")
                            .as(int.class))
                    .isEqualTo(84);
            assertThat(python.eval("__import__('plain').DEEP").as(String.class))
                    .isEqualTo("package without an __init__");
            assertThat(python.eval("__import__('shelf').LABEL").as(String.class))
                    .isEqualTo("from the class path");
            PythonException failed =
                    Raises.assertRaises(() -> python.call("answer:whole", List.of()), PythonException.class);
            assertThat(failed.error().frames())
                    .containsExactly(new PyFrame("<module answer>", 1, "whole", "def whole(): return 1 / 0"));
        }
    }

    @Test
    void modulesOfTheApplicationAreListedAndRunLikeOthers() {
        try (Python python = fixture()
                .builder()
                .pool(pool -> pool.size(1))
                .module("tools", "NAME = __name__\n")
                .module("tools.one", "")
                .module("tools.two", "")
                .module("tools.two.three", "")
                .module("tools.__main__", "ran = __name__\n")
                .build()) {
            assertThat(python.eval("""
                    import pkgutil, tools
                    [name for _, name, _ in pkgutil.walk_packages(tools.__path__, "tools.") if not name.endswith("__main__")]
                    """).as(Object.class))
                    .isEqualTo(List.of("tools.one", "tools.two", "tools.two.three"));
            assertThat(python.eval("import pkgutil\n[m.ispkg for m in pkgutil.iter_modules() if m.name == 'tools']")
                            .as(Object.class))
                    .isEqualTo(List.of(true));
            assertThat(python.eval("import runpy\nrunpy.run_module('tools.one', run_name='there')['__name__']")
                            .as(Object.class))
                    .isEqualTo("there");
            assertThat(python.eval("import runpy\nrunpy.run_module('tools', run_name='__main__')['ran']")
                            .as(Object.class))
                    .isEqualTo("__main__");
        }
    }

    @Test
    void whatIsNoModuleIsRefused() {
        assertThatThrownBy(() -> fixture().builder().module("no-name", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"no-name\"");
        assertThatThrownBy(() -> fixture().builder().modules(directory.resolve("missing")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no directory");
        assertThatThrownBy(() -> fixture().builder().moduleResources("pybridge-kit/missing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("pybridge-kit/missing");
    }

    @Test
    void changesAreSeenInEachInterpreterAndByWhatWasBound() throws IOException {
        write("rates.py", "RATE = 2\n");
        write("shop.py", "from rates import RATE\ndef price(): return 10 * RATE\n");
        try (Python python = watching(2)) {
            Shop shop = python.bind(Shop.class);
            assertThat(inBoth(python)).containsExactly(20, 20);
            assertThat(shop.price()).isEqualTo(20);

            write("rates.py", "RATE = 300\n");
            assertThat(shop.price()).isEqualTo(3000);
            assertThat(inBoth(python)).containsExactly(3000, 3000);
            assertThat(python.call("shop:price", List.of(), int.class)).isEqualTo(3000);

            write("shop.py", "def price(): return 7 / 0\n");
            PythonException failed = Raises.assertRaises(shop::price, PythonException.class);
            assertThat(failed.error().frames())
                    .containsExactly(new PyFrame(
                            directory.resolve("shop.py").toString(), 1, "price", "def price(): return 7 / 0"));
        }
    }

    private static List<Integer> inBoth(Python python) {
        try (Session one = python.session();
                Session other = python.session()) {
            return List.of(
                    one.call("shop:price", List.of(), int.class), other.call("shop:price", List.of(), int.class));
        }
    }

    @Test
    void aFileThatIsWrongIsNamedAndTheNextOneIsTaken() throws IOException {
        write("shop.py", "def price(): return 1\n");
        try (Python python = watching(1)) {
            Shop shop = python.bind(Shop.class);
            assertThat(shop.price()).isEqualTo(1);
            write("shop.py", "def price() return 2\n");
            assertThat(Raises.assertRaises(shop::price, PythonSyntaxException.class)
                            .file())
                    .endsWith("shop.py");
            write("shop.py", "def price(): return 33\n");
            assertThat(shop.price()).isEqualTo(33);
        }
    }

    @Test
    void aCallThatRunsFinishesOnTheOldModule() throws Exception {
        write("shop.py", "def wait(gate):\n    gate()\n    return price()\n\ndef price(): return 1\n");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch saved = new CountDownLatch(1);
        Callable<Boolean> gate = () -> {
            begun.countDown();
            return saved.await(1, TimeUnit.MINUTES);
        };
        try (Python python = watching(2)) {
            CompletableFuture<Integer> running = python.async().call("shop:wait", List.of(gate), int.class);
            begun.await();
            write("shop.py", "def price(): return 22\n");
            assertThat(python.call("shop:price", List.of(), int.class)).isEqualTo(22);
            saved.countDown();
            assertThat(running.get()).isEqualTo(1);
            assertThat(inBoth(python)).containsExactly(22, 22);
        }
    }

    @Test
    void withoutWatchingModulesStayAsTheyWere() throws IOException {
        write("shop.py", "def price(): return 1\n");
        try (Python python = fixture()
                .builder()
                .pool(pool -> pool.size(1))
                .modules(directory)
                .build()) {
            assertThat(python.call("shop:price", List.of(), int.class)).isEqualTo(1);
            write("shop.py", "def price(): return 22\n");
            assertThat(python.call("shop:price", List.of(), int.class)).isEqualTo(1);
        }
    }

    private Python watching(int size) {
        return fixture()
                .builder()
                .pool(pool -> pool.size(size))
                .modules(directory)
                .watchModules()
                .build();
    }
}
