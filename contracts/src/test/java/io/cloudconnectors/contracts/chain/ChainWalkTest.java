package io.cloudconnectors.contracts.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.chain.ChainWalk.Anchor;
import io.cloudconnectors.contracts.chain.ChainWalk.Broken;
import io.cloudconnectors.contracts.chain.ChainWalk.Found;
import io.cloudconnectors.contracts.chain.ChainWalk.Link;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A chain whose entries say one word each, numbered from 1 as tenants' are, or from 0 as the vault's. */
@ParameterizedClass
@ValueSource(longs = {0, 1})
class ChainWalkTest {
    private final long first;
    private final List<Link> chain;

    ChainWalkTest(long first) {
        this.first = first;
        this.chain = chain(5, "first");
    }

    @Test
    void aChainAsItWasWrittenIsWhole() {
        assertThat(walk(chain, anchor(chain, 4))).isEqualTo(new Found(5, 5, null));
        assertThat(walk(List.of(), null)).isEqualTo(new Found(0, 0, null));
    }

    @Test
    void anEntryThatSaysOtherThanItSaidIsFound() {
        chain.set(2, saying(chain.get(2), "other", chain.get(2).hash()));

        assertThat(walk(chain, null)).isEqualTo(new Found(5, 2, broken(2, AuditFault.CHANGED)));
    }

    @Test
    void itIsFoundAlsoWhenItsHashWasMadeToFit() {
        Link changed = saying(chain.get(2), "other", "");
        chain.set(2, new Link(changed.seq(), changed.previousHash(), changed.expectedHash(), changed.expectedHash()));

        assertThat(walk(chain, null).broken()).isEqualTo(broken(3, AuditFault.UNLINKED));
    }

    @Test
    void anEntryThatWasTakenOutIsFound() {
        chain.remove(2);

        assertThat(walk(chain, null).broken()).isEqualTo(broken(2, AuditFault.MISSING));
    }

    @Test
    void theFirstEntryIsMissedToo() {
        chain.removeFirst();

        assertThat(walk(chain, null).broken()).isEqualTo(broken(0, AuditFault.MISSING));
    }

    @Test
    void entriesThatChangedPlacesAreFound() {
        Link third = chain.get(2);
        chain.set(2, at(chain.get(3), 2));
        chain.set(3, at(third, 3));

        assertThat(walk(chain, null).broken()).isEqualTo(broken(2, AuditFault.UNLINKED));
    }

    @Test
    void anEndThatWasCutOffIsFoundByItsAnchor() {
        Anchor anchor = anchor(chain, 4);

        assertThat(walk(chain.subList(0, 3), anchor).broken()).isEqualTo(broken(3, AuditFault.TRUNCATED));
        assertThat(walk(List.of(), anchor).broken()).isEqualTo(broken(0, AuditFault.TRUNCATED));
        assertThat(walk(chain.subList(0, 3), null).broken()).isNull(); // only the anchor can tell
    }

    @Test
    void aChainThatWasMadeAnewIsFoundByItsAnchor() {
        assertThat(walk(chain(7, "other"), anchor(chain, 4)).broken()).isEqualTo(broken(4, AuditFault.REWRITTEN));
    }

    private Found walk(List<Link> links, Anchor anchor) {
        ChainWalk walk = new ChainWalk(first, anchor);
        links.forEach(walk::next);
        return walk.end();
    }

    private Broken broken(int index, AuditFault fault) {
        return new Broken(first + index, fault);
    }

    private static Anchor anchor(List<Link> links, int index) {
        return new Anchor(links.get(index).seq(), links.get(index).hash());
    }

    private List<Link> chain(int length, String word) {
        List<Link> links = new ArrayList<>();
        String previous = ChainWalk.BEFORE_THE_FIRST;
        for (int index = 0; index < length; index++) {
            String hash = hash(first + index, word, previous);
            links.add(new Link(first + index, previous, hash, hash));
            previous = hash;
        }
        return links;
    }

    private static Link saying(Link link, String word, String hash) {
        return new Link(link.seq(), link.previousHash(), hash, hash(link.seq(), word, link.previousHash()));
    }

    private Link at(Link link, int index) {
        return new Link(
                first + index, link.previousHash(), link.hash(), hash(first + index, "first", link.previousHash()));
    }

    private static String hash(long seq, String word, String previous) {
        try {
            byte[] entry = (seq + word + previous).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(entry));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
