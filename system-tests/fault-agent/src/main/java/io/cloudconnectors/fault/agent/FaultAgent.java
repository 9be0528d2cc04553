package io.cloudconnectors.fault.agent;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agent: {@code -javaagent:fault-agent.jar=}{@link AgentOptions options}. It says on standard error what it did, each
 * in a line that begins with {@value #VOICE}. A JVM in which it cannot do what it was told does not live on.
 */
public final class FaultAgent implements ClassFileTransformer {
    /** How each of its lines begins. */
    public static final String VOICE = "fault-agent: ";

    private static final int UNABLE = 70;

    private final AgentOptions options;
    private final WallClock clock;
    private final Set<String> clockClasses = new HashSet<>();
    private final ClassLoader platform = ClassLoader.getPlatformClassLoader();

    private FaultAgent(AgentOptions options) {
        this.options = options;
        this.clock = new WallClock(options.clock());
    }

    /** Called by the JVM before the program begins. */
    public static void premain(@Nullable String options, Instrumentation instrumentation) throws Exception {
        var agent = new FaultAgent(AgentOptions.parse(options));
        instrumentation.addTransformer(agent, true);
        if (!agent.options.clock().isZero()) {
            for (Class<?> known : WallClock.ofTheJdk()) {
                agent.clockClasses.add(internalName(known.getName()));
                instrumentation.retransformClasses(known);
            }
            say("the wall clock is off by %+d s".formatted(agent.options.clock().toSeconds()));
        }
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> there,
            @Nullable ProtectionDomain domain,
            byte[] bytes) {
        if (name == null) { // A hidden class, made at run time.
            return null;
        }
        List<Change> changes = options.changes().stream()
                .filter(change -> internalName(change.in()).equals(name))
                .toList();
        boolean asksForTheTime = asksForTheTime(loader, name, bytes);
        if (changes.isEmpty() && !asksForTheTime) {
            return null;
        }
        try {
            byte[] changed = bytes;
            for (Change change : changes) {
                changed = change.apply(changed, loader);
                say(change.toString());
            }
            return asksForTheTime ? clock.shift(changed, loader) : changed;
        } catch (RuntimeException | Error e) { // The JVM would go on with the class as it is.
            say("%s could not be changed: %s".formatted(name, e));
            Runtime.getRuntime().halt(UNABLE);
            throw e;
        }
    }

    private boolean asksForTheTime(@Nullable ClassLoader loader, String name, byte[] bytes) {
        boolean ofProgram = loader != null && !loader.equals(platform);
        return !options.clock().isZero() && (clockClasses.contains(name) || (ofProgram && WallClock.concerns(bytes)));
    }

    private static String internalName(String name) {
        return name.replace('.', '/');
    }

    private static void say(String what) {
        System.err.println(VOICE + what.replaceAll("\\s+", " "));
    }
}
