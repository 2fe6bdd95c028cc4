package org.zmq.loom.cli.scale;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.zmq.loom.cli.perf.Library;

/** Work on sockets, in the kind of thread that suits a library. */
final class Caller {
    private Caller() {}

    /** Does it, and waits for that; fails as it fails. */
    static <T> T call(Library library, String name, Callable<T> work) throws Exception {
        FutureTask<T> task = new FutureTask<>(work);
        library.caller(name, task).start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Exception failure -> throw failure;
                case Error error -> throw error;
                case null, default -> throw e;
            }
        }
    }
}
