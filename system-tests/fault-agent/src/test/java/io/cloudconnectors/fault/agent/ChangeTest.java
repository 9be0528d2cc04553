package io.cloudconnectors.fault.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeTest {

    /** What is changed here. */
    public static final class Protected implements Supplier<String> {
        private int writes;

        public Protected() {}

        private void write() {
            writes++;
        }

        private boolean isHeld() {
            return writes > 100;
        }

        private int count() {
            return writes;
        }

        private void again() {
            again(1);
        }

        private void again(int times) {
            writes += times;
        }

        @Override
        public String get() {
            write();
            again();
            String statement = isHeld() ? "nothing" : """
                    UPDATE run SET state = 'ENDED' WHERE id = 1 AND epoch = 2;
                    UPDATE run SET state = 'OPEN' WHERE id = 2 AND epoch = 2;
                    """;
            return statement.strip() + " " + count();
        }
    }

    private static final String NAME = Protected.class.getName();
    private static final String UNCHANGED = new Protected().get();

    @Test
    void aMethodThatIsOffDoesNothing() {
        assertThat(UNCHANGED).endsWith(" 2");
        assertThat(answerAfter(new Change.Off(NAME, "write", false))).endsWith(" 1");
    }

    @Test
    void aMethodThatIsOffAnswersWhatItIsTold() {
        assertThat(answerAfter(new Change.Off(NAME, "isHeld", true))).startsWith("nothing");
    }

    @Test
    void aPieceOfATextIsAnotherInEachPlace() {
        assertThat(answerAfter(new Change.Swap(NAME, " AND epoch = 2", "")))
                .isEqualTo(UNCHANGED.replace(" AND epoch = 2", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothingOfThatName", "again", "count", "get"})
    void aMethodThatIsNotThereOnceOrAnswersSomethingElseIsRefused(String method) {
        assertThatThrownBy(() -> answerAfter(new Change.Off(NAME, method, false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(method);
    }

    @Test
    void aTextThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> answerAfter(new Change.Swap(NAME, "AND attempt = 3", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AND attempt = 3");
    }

    private static String answerAfter(Change change) {
        byte[] changed = change.apply(bytes(), ChangeTest.class.getClassLoader());
        try {
            Object instance =
                    new Loader(changed).loadClass(NAME).getDeclaredConstructor().newInstance();
            return (String) ((Supplier<?>) instance).get();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes() {
        try (InputStream file =
                Objects.requireNonNull(ChangeTest.class.getResourceAsStream("/" + NAME.replace('.', '/') + ".class"))) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Knows the changed class, and asks for all others. */
    private static final class Loader extends ClassLoader {
        private final byte[] changed;

        Loader(byte[] changed) {
            this.changed = changed;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) {
                    return known;
                }
                return name.equals(NAME)
                        ? defineClass(name, changed, 0, changed.length)
                        : super.loadClass(name, resolve);
            }
        }
    }
}
