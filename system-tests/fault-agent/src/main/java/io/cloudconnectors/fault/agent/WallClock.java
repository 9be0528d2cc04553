package io.cloudconnectors.fault.agent;

import static java.lang.constant.ConstantDescs.CD_long;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wall clock that is off: {@code java.time} and {@link Date} in the JDK, and {@link System#currentTimeMillis} wherever a
 * class of the program or of its libraries calls it. {@link System#nanoTime} and whatever else in the JDK asks the kernel
 * stay as they are, and so does {@code System::currentTimeMillis} as a method reference.
 */
final class WallClock {
    private static final String MILLIS = "currentTimeMillis";
    private static final ClassDesc SYSTEM = System.class.describeConstable().orElseThrow();
    private static final ClassDesc INSTANT = Instant.class.describeConstable().orElseThrow();
    /** From which {@code java.time} has it, down to the nanosecond. */
    private static final String PRECISE = "currentInstant";

    private final Duration ahead;

    WallClock(Duration ahead) {
        this.ahead = ahead;
    }

    /** Those of the JDK that know the time; there before any agent. */
    static List<Class<?>> ofTheJdk() throws ClassNotFoundException {
        return List.of(
                Clock.class,
                Class.forName("java.time.Clock$SystemClock"),
                Class.forName("java.time.Clock$SystemInstantSource"),
                Date.class);
    }

    /** Whether it has anything to do with the time; a quick look, for every class of the program is asked. */
    static boolean concerns(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(MILLIS);
    }

    byte[] shift(byte[] bytes, @Nullable ClassLoader loader) {
        ClassFile classFile = ClassFiles.in(loader);
        return classFile.transformClass(classFile.parse(bytes), (builder, element) -> {
            if (element instanceof MethodModel method) {
                CodeTransform code = isPrecise(method) ? this::precise : this::millis;
                builder.transformMethod(method, MethodTransform.transformingCode(code));
            } else {
                builder.with(element);
            }
        });
    }

    private static boolean isPrecise(MethodModel method) {
        return method.methodName().equalsString(PRECISE)
                && method.methodTypeSymbol().returnType().equals(INSTANT);
    }

    private void precise(CodeBuilder builder, CodeElement element) {
        if (element instanceof ReturnInstruction) {
            builder.loadConstant(ahead.toSeconds())
                    .invokevirtual(INSTANT, "plusSeconds", MethodTypeDesc.of(INSTANT, CD_long));
        }
        builder.with(element);
    }

    private void millis(CodeBuilder builder, CodeElement element) {
        builder.with(element);
        if (element instanceof InvokeInstruction call
                && call.opcode() == Opcode.INVOKESTATIC
                && call.owner().asSymbol().equals(SYSTEM)
                && call.name().equalsString(MILLIS)) {
            builder.loadConstant(ahead.toMillis()).ladd();
        }
    }
}
