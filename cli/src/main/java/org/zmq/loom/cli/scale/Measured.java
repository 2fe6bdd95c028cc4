package org.zmq.loom.cli.scale;

import org.zmq.loom.cli.libzmq.LibzmqLibrary;
import org.zmq.loom.cli.perf.Library;
import org.zmq.loom.cli.perf.LoomLibrary;

/** Whose sockets a tool looks at. */
enum Measured {
    /** This library. */
    LOOM {
        @Override
        Library library() {
            return new LoomLibrary();
        }
    },
    /** The installed libzmq. */
    LIBZMQ {
        @Override
        Library library() {
            return new LibzmqLibrary();
        }
    };

    /** A new one, with its defaults. */
    abstract Library library();
}
