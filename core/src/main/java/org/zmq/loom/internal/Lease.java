package org.zmq.loom.internal;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.zmq.loom.Errno;
import org.zmq.loom.ZmqStateException;

/**
 * One message's part in a {@link Loan}: from the message's making to its sending, or to the end that its user makes of it.
 *
 * <p>Threading: any thread. What may give the memory back must be called without a lock.
 */
public final class Lease {
    private final Loan loan;
    private final AtomicBoolean over = new AtomicBoolean();

    /** The first lease of memory that the runnable gives back. */
    public Lease(Runnable release) {
        this(new Loan(Objects.requireNonNull(release, "release")));
    }

    private Lease(Loan loan) {
        this.loan = loan;
    }

    /** Another lease of the same memory. */
    public Lease another() {
        enter();
        return new Lease(loan);
    }

    /** Whether the message was sent, or its user is done with it. */
    public boolean isOver() {
        return over.get();
    }

    /** The message is about to be sent: its memory stays until {@link #exit}, whatever happens meanwhile. */
    public void enter() {
        checkActive();
        if (!loan.hold()) {
            throw gone();
        }
    }

    /** The end of what {@link #enter} began. */
    public void exit() {
        loan.drop();
    }

    /** Refuses to touch memory that may be somebody else's by now. */
    public void checkActive() {
        if (over.get()) {
            throw gone();
        }
    }

    private static ZmqStateException gone() {
        return new ZmqStateException(
                Errno.EFAULT,
                "the memory of this message was lent, and the message has been sent or released;"
                        + " make a copy() before, to use it twice");
    }

    /** Ends the lease; does nothing if it has ended. */
    public void end() {
        if (over.compareAndSet(false, true)) {
            loan.drop();
        }
    }

    /** A queue has the bytes of a message that is being sent: it must run what this returns, once, when it is done with them. */
    public Runnable hold() {
        if (!loan.hold()) {
            throw gone();
        }
        return loan::drop;
    }
}
