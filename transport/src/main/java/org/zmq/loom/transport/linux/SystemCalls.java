package org.zmq.loom.transport.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.Serial;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.OptionalInt;

/** The functions of the C library that are called. To use this class at all is native access, which has to be granted. */
@SuppressWarnings("restricted") // whoever comes here has asked whether native access is granted
final class SystemCalls {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
    private static final MethodHandle SETSOCKOPT = function(
            "setsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT), CAPTURE);
    private static final MethodHandle GETSOCKOPT = function(
            "getsockopt", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS), CAPTURE);

    private static final MethodHandle STRERROR = function("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    private static final int MAX_TEXT_BYTES = 256;

    /** The operating system does not want to. */
    static final class Failed extends IOException {
        @Serial
        private static final long serialVersionUID = 1;

        private final int number;

        private Failed(int number, String text) {
            super(text + " (error " + number + ")");
            this.number = number;
        }

        /** The number of the error. */
        int number() {
            return number;
        }
    }

    private SystemCalls() {}

    private static MethodHandle function(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().find(name).orElseThrow(), descriptor, options);
    }

    /**
     * Sets an option.
     *
     * @throws Failed if the operating system does not want to
     */
    static void set(int descriptor, int level, int option, byte[] value) throws Failed {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment bytes =
                    arena.allocate(value.length + 1L, Integer.BYTES).copyFrom(MemorySegment.ofArray(value));
            int result = (int) SETSOCKOPT.invokeExact(state, descriptor, level, option, bytes, value.length);
            if (result != 0) {
                int error = (int) ERRNO.get(state, 0L);
                MemorySegment text = (MemorySegment) STRERROR.invokeExact(error);
                throw new Failed(error, text.reinterpret(MAX_TEXT_BYTES).getString(0));
            }
        } catch (Failed | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value of an option; nothing if the descriptor is not of a socket that has it. */
    static OptionalInt get(int descriptor, int level, int option) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(STATE);
            MemorySegment value = arena.allocate(JAVA_INT);
            MemorySegment size = arena.allocateFrom(JAVA_INT, Integer.BYTES);
            int result = (int) GETSOCKOPT.invokeExact(state, descriptor, level, option, value, size);
            return result == 0 ? OptionalInt.of(value.get(JAVA_INT, 0)) : OptionalInt.empty();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
