package io.cloudconnectors.vault.reconcile;

import io.cloudconnectors.contracts.CommittedQuery;
import java.util.List;
import java.util.Set;

/** Who knows which versions are committed. */
interface CommittedVersions {

    /**
     * Those of these versions that are committed, or in use by a draft or a test.
     *
     * @throws NoAnswerException when that cannot be found out; then nothing is known of any of them
     */
    Set<CommittedQuery.Version> known(List<CommittedQuery.Version> asked) throws NoAnswerException;
}
