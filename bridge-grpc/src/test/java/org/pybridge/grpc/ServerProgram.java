package org.pybridge.grpc;

import org.pybridge.Python;
import org.pybridge.Session;
import org.pybridge.process.PythonProcess;

/** A server in a JVM of its own, or a client that holds a session, to be killed. */
public final class ServerProgram {
    private ServerProgram() {}

    /**
     * Says where it listens, or that it has its session, in a line, and waits for its end.
     *
     * @param arguments {@code serve}, or {@code hold} and a target
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments[0].equals("serve")) {
            Python python = Python.builder(PythonProcess.at("python3"))
                    .pool(pool -> pool.size(2))
                    .build();
            System.out.println(PythonServer.builder(python).allowCode().start().port());
        } else {
            Python python = Python.builder(RemotePython.at(arguments[1])).build();
            Session session = python.session();
            session.exec("import time");
            new Thread(() -> session.exec("print('busy', flush=True)\ntime.sleep(600)")).start();
            System.out.println("holds");
        }
        Thread.currentThread().join();
    }
}
