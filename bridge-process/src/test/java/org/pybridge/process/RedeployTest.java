package org.pybridge.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pybridge.Call;
import org.pybridge.Python;
import org.pybridge.TypeRef;

/** An application that is deployed again leaves nothing of itself behind: neither in the server's threads, nor in the JDK's, nor in Jackson. */
@Timeout(120)
class RedeployTest {
    private static final int MOST_COLLECTIONS = 100;

    /** What the application does with its Python, from its begin to its end. */
    public static final class Application implements Runnable {
        record Point(int x, List<String> names) {}

        @Override
        public void run() {
            try (Python python = Python.builder(PythonProcess.builder().build())
                    .pool(pool -> pool.size(1))
                    .build()) {
                String code = "[{'x': 1, 'names': ['a']}]";
                Runnable nested = () -> python.eval(code).as(new TypeRef<List<Point>>() {});
                python.eval("nested()", Map.of("nested", nested));
                python.async().call(Call.of("builtins:len").with(code)).join();
            }
        }
    }

    /** Has the application's classes, or the library's too, for itself. */
    private static final class Deployment extends URLClassLoader {
        private final String own;

        Deployment(String own) throws MalformedURLException {
            super(urls(), RedeployTest.class.getClassLoader());
            this.own = own;
        }

        private static URL[] urls() throws MalformedURLException {
            List<String> paths =
                    Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
            URL[] urls = new URL[paths.size()];
            for (int i = 0; i < urls.length; i++) {
                urls[i] = Path.of(paths.get(i)).toUri().toURL();
            }
            return urls;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : name.startsWith(own) ? findClass(name) : super.loadClass(name, resolve);
            }
        }
    }

    @Test
    void theLibraryIsUnloadedWithItsApplication() throws Exception {
        assertUnloaded("org.pybridge.");
    }

    @Test
    void aLibraryThatIsSharedKeepsNoApplication() throws Exception {
        assertUnloaded(Application.class.getName());
    }

    private static void assertUnloaded(String own) throws Exception {
        ExecutorService server = Executors.newFixedThreadPool(1);
        try {
            WeakReference<ClassLoader> deployed = deploy(server, own);
            for (int i = 0; i < MOST_COLLECTIONS && !deployed.refersTo(null); i++) {
                System.gc();
                // Threads that the application has ended may still be about to.
                server.submit(Thread::yield).get();
                Thread.sleep(20);
            }
            assertThat(deployed.refersTo(null)).isTrue();
        } finally {
            server.shutdown();
        }
    }

    /** In a method of its own, so that no frame keeps the loader. */
    private static WeakReference<ClassLoader> deploy(ExecutorService server, String own) throws Exception {
        Deployment deployment = new Deployment(own);
        Runnable application = (Runnable) deployment
                .loadClass(Application.class.getName())
                .getConstructor()
                .newInstance();
        assertThat(application.getClass().getClassLoader()).isSameAs(deployment);
        Future<?> run = server.submit(() -> {
            Thread.currentThread().setContextClassLoader(deployment);
            try {
                application.run();
            } finally {
                Thread.currentThread().setContextClassLoader(null);
            }
        });
        run.get();
        close(deployment);
        return new WeakReference<>(deployment);
    }

    private static void close(Deployment deployment) throws IOException {
        deployment.close();
    }
}
