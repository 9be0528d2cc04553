package io.cloudconnectors.system.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No class tells its secret in its text, and so in no log line, exception or debugger that shows one. The byte code of each
 * {@code toString} is looked at: whether it reads a field that is a secret, as the one that records have by themselves does
 * with all fields.
 */
class SecretTextsTest {
    private static final List<String> MODULES =
            List.of("contracts", "connector-api", "credential-vault-service", "poller-service");

    /** What secrets are called. */
    private static final Set<String> SECRETS =
            Set.of("authenticationKey", "keyFile", "privateKey", "runToken", "clientSecret", "password");

    /** JSON as a client sent it, which may hold a secret in any member. */
    private static final Set<String> SENT_JSON = Set.of("tree", "body", "members");

    private static final Set<String> TEXTS = Set.of("Ljava/lang/String;", "[B", "[C");

    @Test
    void noTextOfAClassHasItsSecret() {
        List<ClassModel> carriers = classes().filter(c -> !secrets(c).isEmpty()).toList();

        assertThat(carriers)
                .extracting(SecretTextsTest::name)
                .contains(
                        "io/cloudconnectors/contracts/LeaseGrant",
                        "io/cloudconnectors/contracts/CredentialWrite$AzureClientSecret",
                        "io/cloudconnectors/contracts/RevealedCredential$GcpServiceAccountKey",
                        "io/cloudconnectors/api/provider/GcpKeyFile",
                        "io/cloudconnectors/api/connector/ApplyItem");
        assertThat(carriers)
                .allSatisfy(carrier -> assertThat(readByItsText(carrier))
                        .as("fields that %s.toString() reads", name(carrier))
                        .doesNotContainAnyElementsOf(secrets(carrier)));
    }

    /** In the vault a secret is a handle, from the socket to the database and back. */
    @Test
    void inTheVaultNoFieldOfASecretIsAText() {
        assertThat(classes()
                        .filter(c -> name(c).startsWith("io/cloudconnectors/vault/"))
                        .flatMap(c -> c.fields().stream()
                                .filter(field ->
                                        SECRETS.contains(field.fieldName().stringValue()))
                                .filter(field ->
                                        TEXTS.contains(field.fieldType().stringValue()))
                                .map(field -> name(c) + "." + field.fieldName().stringValue())))
                .isEmpty();
    }

    private static Set<String> secrets(ClassModel model) {
        Set<String> names = new HashSet<>();
        for (FieldModel field : model.fields()) {
            String name = field.fieldName().stringValue();
            String type = field.fieldType().stringValue();
            if ((SECRETS.contains(name) && TEXTS.contains(type))
                    || (SENT_JSON.contains(name) && type.startsWith("Lcom/fasterxml/jackson/databind/"))) {
                names.add(name);
            }
        }
        return names;
    }

    private static Set<String> readByItsText(ClassModel model) {
        Set<String> read = new HashSet<>();
        model.methods().stream()
                .filter(method -> method.methodName().equalsString("toString"))
                .filter(method -> method.methodType().equalsString("()Ljava/lang/String;"))
                .forEach(method -> read.addAll(readBy(method, model)));
        return read;
    }

    private static Collection<String> readBy(MethodModel method, ClassModel model) {
        Set<String> read = new HashSet<>();
        for (CodeElement element : method.code().orElseThrow()) {
            switch (element) {
                case FieldInstruction field -> read.add(field.name().stringValue());
                case InvokeInstruction call -> read.add(call.name().stringValue());
                case InvokeDynamicInstruction dynamic -> {
                    if (dynamic.bootstrapMethod().owner().displayName().equals("ObjectMethods")) {
                        model.fields()
                                .forEach(field -> read.add(field.fieldName().stringValue()));
                    }
                }
                default -> {}
            }
        }
        return read;
    }

    private static String name(ClassModel model) {
        return model.thisClass().asInternalName();
    }

    private static Stream<ClassModel> classes() {
        Path home = Path.of(System.getProperty("cloudconnectors.home"));
        return MODULES.stream()
                .flatMap(module -> classesBelow(home.resolve(module).resolve("target/classes")));
    }

    private static Stream<ClassModel> classesBelow(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files
                    .filter(file -> file.toString().endsWith(".class"))
                    .map(SecretTextsTest::parsed)
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassModel parsed(Path file) {
        try {
            return ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
