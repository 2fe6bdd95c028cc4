package org.zmq.loom.cli.libzmq;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import org.zmq.loom.cli.Failure;

/**
 * The functions of libzmq that the perf tools need.
 *
 * <p>Functions that cannot wait are critical, which makes calling them as cheap as in C; a thread in such a call cannot be stopped for the garbage
 * collector. Sending and receiving can wait, so they are not. Every pointer is a bare address, and handles are constants of this class, so that
 * the compiler can see through the calls.
 *
 * <p>Source: zmq.h of libzmq 4.3; zmq_msg_init_size(3), zmq_msg_send(3), zmq_msg_recv(3).
 */
@SuppressWarnings("restricted") // the launcher enables native access for this module
final class Libzmq {
    /** How large a zmq_msg_t is, and how it must be aligned. */
    static final MemoryLayout MESSAGE = MemoryLayout.sequenceLayout(8, JAVA_LONG);

    static final int LAST_ENDPOINT = 32;
    static final int SUBSCRIBE = 6;
    /** More frames follow. */
    static final int SNDMORE = 2;
    /** The context is being terminated. */
    static final int ETERM = 156384765;

    private static final List<String> NAMES = List.of("libzmq.so.5", "libzmq.5.dylib", System.mapLibraryName("zmq"));
    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = load();
    private static final Linker.Option CANNOT_WAIT = Linker.Option.critical(false);

    static final MethodHandle CTX_NEW = function("zmq_ctx_new", FunctionDescriptor.of(ADDRESS));
    static final MethodHandle CTX_TERM = function("zmq_ctx_term", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    static final MethodHandle SOCKET = function("zmq_socket", FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_INT));
    static final MethodHandle CLOSE = function("zmq_close", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    static final MethodHandle BIND = function("zmq_bind", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    static final MethodHandle CONNECT = function("zmq_connect", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
    static final MethodHandle GETSOCKOPT =
            function("zmq_getsockopt", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, ADDRESS));
    static final MethodHandle SETSOCKOPT =
            function("zmq_setsockopt", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG));
    static final MethodHandle PROXY = function("zmq_proxy", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
    static final MethodHandle SEND_BUFFER =
            function("zmq_send", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT));
    static final MethodHandle RECEIVE_BUFFER =
            function("zmq_recv", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT));
    static final MethodHandle SEND =
            function("zmq_msg_send", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    static final MethodHandle RECEIVE =
            function("zmq_msg_recv", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    static final MethodHandle MESSAGE_INIT =
            function("zmq_msg_init", FunctionDescriptor.of(JAVA_INT, ADDRESS), CANNOT_WAIT);
    static final MethodHandle MESSAGE_INIT_SIZE =
            function("zmq_msg_init_size", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG), CANNOT_WAIT);
    static final MethodHandle MESSAGE_MORE =
            function("zmq_msg_more", FunctionDescriptor.of(JAVA_INT, ADDRESS), CANNOT_WAIT);
    static final MethodHandle MESSAGE_CLOSE =
            function("zmq_msg_close", FunctionDescriptor.of(JAVA_INT, ADDRESS), CANNOT_WAIT);
    private static final MethodHandle ERRNO = function("zmq_errno", FunctionDescriptor.of(JAVA_INT), CANNOT_WAIT);
    private static final MethodHandle STRERROR =
            function("zmq_strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT), CANNOT_WAIT);
    private static final MethodHandle VERSION =
            function("zmq_version", FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS), CANNOT_WAIT);

    private Libzmq() {}

    private static SymbolLookup load() {
        for (String name : NAMES) {
            try {
                return SymbolLookup.libraryLookup(name, Arena.global());
            } catch (IllegalArgumentException e) {
                // Not under this name; perhaps under the next.
            }
        }
        return _ -> Optional.empty();
    }

    private static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(LIBRARY.find(name).orElse(MemorySegment.ofAddress(1)), type, options);
    }

    /** Fails with a line that says what to install, if it is not. */
    static void require() {
        if (LIBRARY.find("zmq_msg_send").isEmpty()) {
            throw Failure.usage(
                    "libzmq.so.5 is not installed, or too old; on Debian and Ubuntu: sudo apt-get install libzmq5");
        }
    }

    /** The version, as in 4.3.4. */
    static String version() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment numbers = arena.allocate(JAVA_INT, 3);
            VERSION.invokeExact(numbers, numbers.asSlice(4), numbers.asSlice(8));
            return numbers.getAtIndex(JAVA_INT, 0) + "." + numbers.getAtIndex(JAVA_INT, 1) + "."
                    + numbers.getAtIndex(JAVA_INT, 2);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Why the last call of this thread failed. */
    static int errno() {
        try {
            return (int) ERRNO.invokeExact();
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** What the last call of this thread that failed has met. */
    static Failure failure(String function) {
        try {
            int errno = errno();
            MemorySegment text = (MemorySegment) STRERROR.invokeExact(errno);
            return Failure.world(
                    function + " failed: " + text.reinterpret(1024).getString(0) + " (errno " + errno + ")");
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** What a call through a handle threw: a failure that was found, or what cannot be, since the types of the handles are right. */
    static RuntimeException unexpected(Throwable e) {
        return switch (e) {
            case Error error -> throw error;
            case RuntimeException failure -> failure;
            default -> new IllegalStateException(e);
        };
    }
}
