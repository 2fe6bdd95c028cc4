package org.zmq.loom.internal.socket;

import org.zmq.loom.DealerSocket;
import org.zmq.loom.PairSocket;
import org.zmq.loom.PubSocket;
import org.zmq.loom.PullSocket;
import org.zmq.loom.PushSocket;
import org.zmq.loom.RepSocket;
import org.zmq.loom.ReqSocket;
import org.zmq.loom.RouterSocket;
import org.zmq.loom.SocketType;
import org.zmq.loom.StreamSocket;
import org.zmq.loom.SubSocket;
import org.zmq.loom.XPubSocket;
import org.zmq.loom.XSubSocket;

/** The kernel socket of each type: the same machinery around the type's pattern, with the type's part of the API. */
final class Sockets {
    private Sockets() {}

    static final class Pair extends KernelSocket implements PairSocket {
        Pair(KernelContext context, String name) {
            super(context, SocketType.PAIR, name, new org.zmq.loom.internal.pattern.Pair());
        }
    }

    static final class Pub extends KernelSocket implements PubSocket {
        private final org.zmq.loom.internal.pattern.XPub pattern;

        Pub(KernelContext context, String name) {
            this(context, name, new org.zmq.loom.internal.pattern.XPub(org.zmq.loom.internal.pattern.XPub.Telling.OFF));
        }

        private Pub(KernelContext context, String name, org.zmq.loom.internal.pattern.XPub pattern) {
            super(context, SocketType.PUB, name, pattern);
            this.pattern = pattern;
        }

        @Override
        public int topicsCount() {
            return askSender(pattern::topicsCount);
        }
    }

    static final class Sub extends KernelSocket implements SubSocket {
        private final org.zmq.loom.internal.pattern.Sub pattern;

        Sub(KernelContext context, String name) {
            this(context, name, new org.zmq.loom.internal.pattern.Sub());
        }

        private Sub(KernelContext context, String name, org.zmq.loom.internal.pattern.Sub pattern) {
            super(context, SocketType.SUB, name, pattern);
            this.pattern = pattern;
        }

        @Override
        public void subscribe(byte[] topic) {
            byte[] copied = topic.clone();
            changeTopics(() -> pattern.subscribe(copied));
        }

        @Override
        public void unsubscribe(byte[] topic) {
            byte[] copied = topic.clone();
            changeTopics(() -> pattern.unsubscribe(copied));
        }

        @Override
        public int topicsCount() {
            return askSender(pattern::topicsCount);
        }
    }

    static final class Req extends KernelSocket implements ReqSocket {
        Req(KernelContext context, String name) {
            super(context, SocketType.REQ, name, new org.zmq.loom.internal.pattern.Req());
        }
    }

    static final class Rep extends KernelSocket implements RepSocket {
        Rep(KernelContext context, String name) {
            super(context, SocketType.REP, name, new org.zmq.loom.internal.pattern.Rep());
        }
    }

    static final class Dealer extends KernelSocket implements DealerSocket {
        Dealer(KernelContext context, String name) {
            super(context, SocketType.DEALER, name, new org.zmq.loom.internal.pattern.Dealer());
        }
    }

    static final class Router extends KernelSocket implements RouterSocket {
        private final org.zmq.loom.internal.pattern.Router pattern;

        Router(KernelContext context, String name) {
            this(context, name, new org.zmq.loom.internal.pattern.Router());
        }

        private Router(KernelContext context, String name, org.zmq.loom.internal.pattern.Router pattern) {
            super(context, SocketType.ROUTER, name, pattern);
            this.pattern = pattern;
        }

        @Override
        public boolean canSend(byte[] routingId) {
            return askSender(() -> pattern.canSendTo(routingId));
        }
    }

    static final class Pull extends KernelSocket implements PullSocket {
        Pull(KernelContext context, String name) {
            super(context, SocketType.PULL, name, new org.zmq.loom.internal.pattern.Pull());
        }
    }

    static final class Push extends KernelSocket implements PushSocket {
        Push(KernelContext context, String name) {
            super(context, SocketType.PUSH, name, new org.zmq.loom.internal.pattern.Push());
        }
    }

    static final class XPub extends KernelSocket implements XPubSocket {
        private final org.zmq.loom.internal.pattern.XPub pattern;

        XPub(KernelContext context, String name) {
            this(context, name, new org.zmq.loom.internal.pattern.XPub(org.zmq.loom.internal.pattern.XPub.Telling.ON));
        }

        private XPub(KernelContext context, String name, org.zmq.loom.internal.pattern.XPub pattern) {
            super(context, SocketType.XPUB, name, pattern);
            this.pattern = pattern;
        }

        @Override
        public void subscribe(byte[] topic) {
            byte[] copied = topic.clone();
            changeTopics(() -> pattern.subscribe(copied));
        }

        @Override
        public void unsubscribe(byte[] topic) {
            byte[] copied = topic.clone();
            changeTopics(() -> pattern.unsubscribe(copied));
        }

        @Override
        public int topicsCount() {
            return askSender(pattern::topicsCount);
        }
    }

    static final class XSub extends KernelSocket implements XSubSocket {
        private final org.zmq.loom.internal.pattern.XSub pattern;

        XSub(KernelContext context, String name) {
            this(context, name, new org.zmq.loom.internal.pattern.XSub());
        }

        private XSub(KernelContext context, String name, org.zmq.loom.internal.pattern.XSub pattern) {
            super(context, SocketType.XSUB, name, pattern);
            this.pattern = pattern;
        }

        @Override
        public int topicsCount() {
            return askSender(pattern::topicsCount);
        }
    }

    static final class Stream extends KernelSocket implements StreamSocket {
        Stream(KernelContext context, String name) {
            super(context, SocketType.STREAM, name, new org.zmq.loom.internal.pattern.Stream());
        }
    }
}
