package io.cloudconnectors.vault.rotation;

import io.cloudconnectors.vault.envelope.Rewrapping;
import io.cloudconnectors.vault.kek.UnsealException;
import io.cloudconnectors.vault.rotation.DataKeyRepository.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Seals every secret of a tenant under a new data key, and destroys the old ones.
 *
 * <p>The keys are in one database and the ciphertexts in another. So the new key is stored first, beside the old; then the
 * ciphertext is replaced, and says which of the two it needs; the old key goes last, when whoever may have read the old
 * ciphertext is done. After a crash at any point one of the two keys opens what is there.
 */
final class DataKeyLevel implements Pass.Level {
    private final Claim claim;
    private final Rewrapping keys;
    private final DataKeyRepository rows;
    private final SealedVersions versions;
    private final RotationRepository rotations;
    private final int batch;
    private final Duration grace;
    private final int target;
    private Row last = Row.FIRST;
    private long broken;

    DataKeyLevel(
            Claim claim,
            Rewrapping keys,
            DataKeyRepository rows,
            SealedVersions versions,
            RotationRepository rotations,
            RotationSettings settings) {
        this.claim = claim;
        this.keys = keys;
        this.rows = rows;
        this.versions = versions;
        this.rotations = rotations;
        this.batch = settings.batch();
        this.grace = settings.grace();
        this.target = Rewrapping.generation(claim.rotation().target());
    }

    private String tenant() {
        return claim.rotation().tenant();
    }

    @Override
    public Pass.Plan prepare() {
        rows.beginGeneration(tenant(), target);
        keys.forget(tenant());
        return new Pass.Plan(rows.countOfGenerationBefore(tenant(), target), olderGenerations());
    }

    private List<String> olderGenerations() {
        Set<String> retired = keys.retired(tenant());
        return IntStream.range(1, target)
                .mapToObj(Rewrapping::dataKeys)
                .filter(name -> !retired.contains(name))
                .toList();
    }

    @Override
    public Pass next() {
        List<Row> page = rows.afterWithoutSuccessor(tenant(), target, last, batch);
        if (page.isEmpty()) {
            return new Pass.Exhausted();
        }
        int moved = 0;
        for (Row row : page) {
            moved += reseal(row);
            last = row;
        }
        rotations.hold(claim, moved);
        return new Pass.More(moved);
    }

    private int reseal(Row row) {
        Optional<SealedVersions.Sealed> sealed = versions.find(tenant(), row.credential(), row.version());
        try {
            if (sealed.isEmpty() || Rewrapping.generationOf(sealed.get().record()) != row.generation()) {
                return 0;
            }
            byte[] fresh = keys.reseal(sealed.get().binding(), sealed.get().record(), target);
            return versions.replace(sealed.get(), fresh) ? 1 : 0;
        } catch (UnsealException e) {
            // Shredded meanwhile is not broken.
            broken += versions.find(tenant(), row.credential(), row.version()).isPresent() ? 1 : 0;
            return 0;
        }
    }

    @Override
    public long broken() {
        return broken;
    }

    /** What was interrupted between the key and the ciphertext is made up for here, and waited for once more. */
    @Override
    public boolean retire() {
        Row after = Row.FIRST;
        for (List<Row> page = page(after); !page.isEmpty(); page = page(after)) {
            int moved = 0;
            for (Row row : page) {
                if (isNotNeeded(row)) {
                    rows.delete(tenant(), row);
                } else {
                    moved += reseal(row);
                }
            }
            rotations.hold(claim, moved);
            after = page.getLast();
        }
        boolean gone = rows.retireGenerations(tenant(), target, olderGenerations());
        if (gone) {
            keys.forget(tenant());
        }
        return gone;
    }

    private List<Row> page(Row after) {
        return rows.afterOfGenerationBefore(tenant(), target, after, grace, batch);
    }

    /** Its ciphertext is under a younger key, or was never stored. */
    private boolean isNotNeeded(Row row) {
        return versions.find(tenant(), row.credential(), row.version())
                .map(stored -> Rewrapping.generationOf(stored.record()) > row.generation())
                .orElse(row.old());
    }
}
