package io.cloudconnectors.vault.kek;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The KEK that wraps and those that were in use before it, which unwrap alone. Moving from one KEK to another (also from a file
 * to a KMS) is: add the new one beside the old everywhere, make it current everywhere, rotate, remove the old one.
 */
public final class KekRing {
    private final Kek current;
    private final List<Kek> former;

    public KekRing(Kek current, List<Kek> former) {
        this.current = current;
        this.former = List.copyOf(former);
    }

    public static KekRing of(Kek only) {
        return new KekRing(only, List.of());
    }

    /** Names the key that wraps. */
    public String name() {
        return current.name();
    }

    /** Whether what was wrapped under that name can be opened with what is configured. */
    public boolean opens(String name) {
        return all().anyMatch(kek -> kek.opens(name));
    }

    /**
     * Wraps with the current KEK.
     *
     * @throws KekException when it is out of reach
     */
    public byte[] wrap(byte[] plain, byte[] associatedData) {
        return current.wrap(plain, associatedData);
    }

    /**
     * Unwraps with the KEK of that name.
     *
     * @throws UnsealException when it does not open, or no KEK here has that name: a name is not trusted either
     * @throws KekException when the KEK is out of reach
     */
    public byte[] unwrap(String name, byte[] wrapped, byte[] associatedData) {
        return all().filter(kek -> kek.opens(name))
                .findFirst()
                .orElseThrow(UnsealException::new)
                .unwrap(wrapped, associatedData);
    }

    /** The names, for an operator. */
    @Override
    public String toString() {
        return all().map(Kek::name).collect(Collectors.joining(", "));
    }

    private Stream<Kek> all() {
        return Stream.concat(Stream.of(current), former.stream());
    }
}
