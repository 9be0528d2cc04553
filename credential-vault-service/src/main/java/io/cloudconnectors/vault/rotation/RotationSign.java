package io.cloudconnectors.vault.rotation;

import io.cloudconnectors.vault.problem.StorageException;
import io.cloudconnectors.vault.state.Seen;
import io.cloudconnectors.vault.state.StateSign;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Whether the youngest rotation of each key goes on, or came to its end. */
@ApplicationScoped
class RotationSign implements StateSign {
    private final RotationRepository rotations;

    RotationSign(RotationRepository rotations) {
        this.rotations = rotations;
    }

    @Override
    public String name() {
        return "rotation";
    }

    @Override
    public Seen look() {
        try {
            List<Rotation> stuck = rotations.stuck();
            return stuck.isEmpty() ? Seen.ready() : Seen.degraded(told(stuck));
        } catch (StorageException away) {
            return Seen.degraded("Whether rotations go on is not known. " + away.getMessage());
        }
    }

    private static String told(List<Rotation> stuck) {
        Rotation first = stuck.getFirst();
        return "Rotations that failed or do not go on: " + stuck.size() + ". " + first.level() + " " + first.id() + ": "
                + first.error();
    }
}
