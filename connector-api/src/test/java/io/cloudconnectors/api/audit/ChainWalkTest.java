package io.cloudconnectors.api.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.api.audit.ChainWalk.Anchor;
import io.cloudconnectors.api.audit.Verification.Anchors;
import io.cloudconnectors.api.audit.Verification.Broken;
import io.cloudconnectors.api.audit.Verification.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ChainWalkTest {
    private static final UUID CONNECTOR = UUID.fromString("019aa000-0000-7000-8000-000000000002");

    private final List<AuditRow> chain = chain(5, "first");

    @Test
    void aChainAsItWasWrittenIsWhole() {
        assertThat(walk(chain, anchor(chain, 5))).isEqualTo(new Verification(5, 5, null, Anchors.COMPARED, 5L));
        assertThat(walk(List.of(), null)).isEqualTo(new Verification(0, 0, null, Anchors.NONE, null));
    }

    @Test
    void anEntryThatSaysOtherThanItSaidIsFound() {
        chain.set(2, saying(chain.get(2), "other", chain.get(2).hash()));

        assertThat(walk(chain, null))
                .isEqualTo(new Verification(5, 2, new Broken(3, Fault.CHANGED), Anchors.NONE, null));
    }

    @Test
    void itIsFoundAlsoWhenItsHashWasMadeToFit() {
        chain.set(2, hashed(saying(chain.get(2), "other", "")));

        assertThat(walk(chain, null).firstBroken()).isEqualTo(new Broken(4, Fault.UNLINKED));
    }

    @Test
    void anEntryThatWasTakenOutIsFound() {
        chain.remove(2);

        assertThat(walk(chain, null).firstBroken()).isEqualTo(new Broken(3, Fault.MISSING));
    }

    @Test
    void theFirstEntryIsMissedToo() {
        chain.removeFirst();

        assertThat(walk(chain, null).firstBroken()).isEqualTo(new Broken(1, Fault.MISSING));
    }

    @Test
    void entriesThatChangedPlacesAreFound() {
        AuditRow third = chain.get(2);
        chain.set(2, at(chain.get(3), 3));
        chain.set(3, at(third, 4));

        assertThat(walk(chain, null).firstBroken()).isEqualTo(new Broken(3, Fault.UNLINKED));
    }

    @Test
    void anEndThatWasCutOffIsFoundByItsAnchor() {
        Anchor anchor = anchor(chain, 5);

        assertThat(walk(chain.subList(0, 3), anchor).firstBroken()).isEqualTo(new Broken(4, Fault.TRUNCATED));
        assertThat(walk(chain.subList(0, 3), null).firstBroken()).isNull(); // only the anchor can tell
    }

    @Test
    void aChainThatWasMadeAnewIsFoundByItsAnchor() {
        assertThat(walk(chain(7, "other"), anchor(chain, 5)).firstBroken()).isEqualTo(new Broken(5, Fault.REWRITTEN));
    }

    private static Verification walk(List<AuditRow> rows, Anchor anchor) {
        ChainWalk walk = new ChainWalk(anchor);
        rows.forEach(walk::next);
        return walk.end(anchor == null ? Anchors.NONE : Anchors.COMPARED);
    }

    private static Anchor anchor(List<AuditRow> rows, int seq) {
        return new Anchor(seq, rows.get(seq - 1).hash());
    }

    private static List<AuditRow> chain(int length, String name) {
        List<AuditRow> rows = new ArrayList<>();
        String previous = AuditRow.BEFORE_THE_FIRST;
        for (int seq = 1; seq <= length; seq++) {
            AuditRow row = hashed(row(seq, name, previous, ""));
            rows.add(row);
            previous = row.hash();
        }
        return rows;
    }

    private static AuditRow row(long seq, String name, String previous, String hash) {
        ObjectNode after =
                JsonNodeFactory.instance.objectNode().put("name", name).put("seq", seq);
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        return new AuditRow(
                "acme",
                seq,
                Instant.EPOCH,
                "CONNECTOR_CHANGED",
                none,
                none,
                CONNECTOR,
                name,
                null,
                after,
                previous,
                hash);
    }

    private static AuditRow saying(AuditRow row, String name, String hash) {
        return row(row.seq(), name, row.previousHash(), hash);
    }

    private static AuditRow at(AuditRow row, long seq) {
        return row(seq, "first", row.previousHash(), row.hash());
    }

    private static AuditRow hashed(AuditRow row) {
        return saying(row, String.valueOf(row.connectorName()), row.expectedHash());
    }
}
