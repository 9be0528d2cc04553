package io.cloudconnectors.vault.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.CredentialWrite;
import io.cloudconnectors.contracts.RevealedCredential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A kind of credential is one class. */
class CredentialKindsTest {

    @Test
    void everyRecordIsInTheListAndNoTwoAreCalledTheSame() throws Exception {
        List<Class<?>> records = List.of(Credential.class.getPermittedSubclasses());

        assertThat(CredentialKinds.ALL).hasSameSizeAs(records).doesNotHaveDuplicates();
        assertThat(CredentialKinds.ALL).extracting(CredentialKind::name).doesNotHaveDuplicates();
        assertThat(CredentialKinds.ALL).extracting(CredentialKind::member).doesNotHaveDuplicates();
        for (Class<?> record : records) {
            assertThat(CredentialKinds.ALL)
                    .contains((CredentialKind) record.getDeclaredField("KIND").get(null));
        }
    }

    @Test
    void eachIsAMemberOfWhatIsWrittenAndOfWhatIsRevealed() {
        for (Class<?> contract : List.of(CredentialWrite.class, RevealedCredential.class)) {
            assertThat(Arrays.stream(contract.getRecordComponents())
                            .filter(component -> component.getType().isRecord())
                            .map(RecordComponent::getName))
                    .containsExactlyInAnyOrderElementsOf(CredentialKinds.ALL.stream()
                            .map(CredentialKind::member)
                            .toList());
        }
    }

    /** So another kind, with a secret or without one, is another class and its line in the list. */
    @Test
    void noOtherClassKnowsAnyOfThem() {
        List<String> kinds = Arrays.stream(Credential.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();

        assertThat(sources())
                .isNotEmpty()
                .filteredOn(file -> kinds.stream().anyMatch(kind -> read(file).matches("(?s).*\\b" + kind + "\\b.*")))
                .extracting(file -> file.getFileName().toString().replace(".java", ""))
                .filteredOn(name -> !kinds.contains(name))
                .containsExactlyInAnyOrder("Credential", "CredentialKinds");
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
