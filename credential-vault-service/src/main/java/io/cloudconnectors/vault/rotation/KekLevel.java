package io.cloudconnectors.vault.rotation;

import io.cloudconnectors.vault.envelope.RetiredKeys;
import io.cloudconnectors.vault.envelope.Rewrapping;
import io.cloudconnectors.vault.kek.UnsealException;
import io.cloudconnectors.vault.rotation.TenantKeyRepository.Moved;
import io.cloudconnectors.vault.rotation.TenantKeyRepository.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Wraps the tenant keys by the KEK that is current. A KMS is asked outside of any transaction, a few keys at a time. */
final class KekLevel implements Pass.Level {
    /** So few that a slow KMS does not cost the lease. */
    private static final int BATCH = 10;

    private final Claim claim;
    private final Rewrapping keys;
    private final TenantKeyRepository rows;
    private final RotationRepository rotations;
    private Row last = Row.FIRST;
    private long broken;

    KekLevel(Claim claim, Rewrapping keys, TenantKeyRepository rows, RotationRepository rotations) {
        this.claim = claim;
        this.keys = keys;
        this.rows = rows;
        this.rotations = rotations;
    }

    private String target() {
        return claim.rotation().target();
    }

    /** What was put back under a retired KEK is nobody's to move. */
    private Set<String> notToMove() {
        Set<String> names = new HashSet<>(keys.retired(RetiredKeys.NO_TENANT));
        names.add(target());
        return names;
    }

    @Override
    public Pass.Plan prepare() {
        if (!keys.kek().equals(target())) {
            throw new WrongInstanceException(
                    "This rotation goes to the KEK " + target() + ", which is not the current one of"
                            + " the instance that looked at it last (" + keys.kek() + ")");
        }
        Set<String> not = notToMove();
        return new Pass.Plan(rows.count(not), rows.keks(not));
    }

    @Override
    public Pass next() {
        List<Row> batch = rows.after(last, notToMove(), BATCH);
        if (batch.isEmpty()) {
            return new Pass.Exhausted();
        }
        List<Moved> moved = new ArrayList<>();
        for (Row row : batch) {
            try {
                moved.add(new Moved(row, keys.tenantKey(row.tenant(), row.version(), row.wrapped())));
            } catch (UnsealException e) {
                broken++;
            }
        }
        last = batch.getLast();
        return new Pass.More(rows.replace(claim, moved));
    }

    @Override
    public long broken() {
        return broken;
    }

    @Override
    public boolean retire() {
        if (rows.count(notToMove()) > 0) {
            return false;
        }
        List<String> sources = rotations.sources(claim.rotation().id());
        keys.retire(RetiredKeys.NO_TENANT, sources);
        keys.renewKekCheck();
        return true;
    }
}
