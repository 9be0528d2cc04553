package io.cloudconnectors.fault.agent;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A change of one class. One that does not find its place is an error: a fault that is not there proves nothing. */
public sealed interface Change {
    /** The class's name as Java writes it; {@code $} before a nested one's. */
    String in();

    /**
     * The changed class.
     *
     * @param loader of the class; null for the JDK's own
     * @throws IllegalArgumentException when what is to be changed is not there
     */
    byte[] apply(byte[] bytes, @Nullable ClassLoader loader);

    /**
     * A method without effect.
     *
     * @param method the only one of that name; void or boolean
     * @param answer what it returns if it is boolean
     */
    record Off(String in, String method, boolean answer) implements Change {
        @Override
        public byte[] apply(byte[] bytes, @Nullable ClassLoader loader) {
            ClassFile classFile = ClassFiles.in(loader);
            ClassModel model = classFile.parse(bytes);
            ClassDesc returned = method(model).methodTypeSymbol().returnType();
            if (!returned.equals(CD_void) && !returned.equals(CD_boolean)) {
                throw new IllegalArgumentException("%s#%s is neither void nor boolean".formatted(in, method));
            }
            return classFile.transformClass(model, ClassTransform.transformingMethods(this::is, (builder, element) -> {
                if (element instanceof CodeModel) {
                    builder.withCode(code -> {
                        if (returned.equals(CD_void)) {
                            code.return_();
                        } else {
                            code.loadConstant(answer ? 1 : 0).ireturn();
                        }
                    });
                } else {
                    builder.with(element);
                }
            }));
        }

        private MethodModel method(ClassModel model) {
            List<MethodModel> found = model.methods().stream()
                    .filter(this::is)
                    .filter(candidate -> candidate.code().isPresent())
                    .toList();
            if (found.size() != 1) {
                throw new IllegalArgumentException(
                        "%s has %d methods %s with a body".formatted(in, found.size(), method));
            }
            return found.getFirst();
        }

        private boolean is(MethodModel candidate) {
            return candidate.methodName().equalsString(method);
        }

        @Override
        public String toString() {
            return "%s#%s is off".formatted(in, method);
        }
    }

    /**
     * Another text in string constants, those of statements for example.
     *
     * @param before a piece of them; each place that has it is changed
     */
    record Swap(String in, String before, String after) implements Change {
        @Override
        public byte[] apply(byte[] bytes, @Nullable ClassLoader loader) {
            var found = new AtomicBoolean();
            ClassFile classFile = ClassFiles.in(loader);
            byte[] changed = classFile.transformClass(
                    classFile.parse(bytes), ClassTransform.transformingMethodBodies((builder, element) -> {
                        if (element instanceof LoadConstantInstruction load
                                && load.constantEntry() instanceof StringEntry text
                                && text.stringValue().contains(before)) {
                            found.set(true);
                            builder.loadConstant(text.stringValue().replace(before, after));
                        } else {
                            builder.with(element);
                        }
                    }));
            if (!found.get()) {
                throw new IllegalArgumentException("%s has no text '%s'".formatted(in, before));
            }
            return changed;
        }

        @Override
        public String toString() {
            return "%s has '%s' for '%s'".formatted(in, after, before);
        }
    }
}
