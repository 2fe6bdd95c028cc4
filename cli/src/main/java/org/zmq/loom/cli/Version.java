package org.zmq.loom.cli;

import org.zmq.loom.Context;
import picocli.CommandLine.IVersionProvider;

/** What runs here. */
public final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"zmq of org.zmq.loom " + library() + ", Java " + java() + ", " + system()};
    }

    /** The version of the library. */
    public static String library() {
        var module = Context.class.getModule().getDescriptor();
        return module == null ? "(unknown version)" : module.rawVersion().orElse("(unknown version)");
    }

    /** The version and the name of the JVM. */
    public static String java() {
        return System.getProperty("java.version") + " (" + System.getProperty("java.vm.name") + " "
                + System.getProperty("java.vm.version") + ")";
    }

    /** The operating system and the kind of processor. */
    public static String system() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
    }
}
