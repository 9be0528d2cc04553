package io.cloudconnectors.api.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.dispatch.ClaimPlace.From;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClaimPlaceTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final ClaimPlace place = new ClaimPlace();

    @Test
    void theFirstClaimBeginsAtTheOldest() {
        assertThat(place.next().due()).isEqualTo(ClaimPlace.OLDEST);
    }

    @Test
    void theNextBeginsALittleBeforeWhereTheLastCameTo() {
        place.came(place.next(), NOON, true);

        assertThat(place.next().due()).isEqualTo(NOON.minus(ClaimPlace.SLACK));
    }

    @Test
    void aClaimThatFindsNothingKeepsThePlace() {
        place.came(place.next(), NOON, false);
        From from = place.next();
        place.came(from, from.due(), false);

        assertThat(place.next().due()).isEqualTo(NOON.minus(ClaimPlace.SLACK));
    }

    @Test
    void nowAndThenOneLooksAtAllAndItsPlaceIsWhereTheOthersGoOn() {
        claimUntilALookAtAll();
        Instant passedOver = NOON.minusSeconds(3600);

        place.came(place.next(), passedOver, true);

        assertThat(place.next().due()).isEqualTo(passedOver.minus(ClaimPlace.SLACK));
    }

    @Test
    void aLookAtAllThatFindsNothingReturnsToTheFront() {
        claimUntilALookAtAll();
        From from = place.next();

        place.came(from, from.due(), false);

        assertThat(place.next().due()).isEqualTo(NOON.minus(ClaimPlace.SLACK));
    }

    @Test
    void whatALookAtAllFoundAtLastIsTheFrontSoAClockThatWasSetBackIsFollowed() {
        claimUntilALookAtAll();
        Instant before = NOON.minusSeconds(600);

        place.came(place.next(), before, false);

        assertThat(place.next().due()).isEqualTo(before.minus(ClaimPlace.SLACK));
    }

    @Test
    void aClaimThatBeganBeforeTheLookAtAllDoesNotHideWhatThatOneIsToFind() {
        From before = claimUntilALookAtAll();
        Instant passedOver = NOON.minusSeconds(3600);
        place.came(place.next(), passedOver, true);

        place.came(before, NOON.plusSeconds(1), true);

        assertThat(place.next().due()).isEqualTo(passedOver.minus(ClaimPlace.SLACK));
    }

    /** The last claim before it, which is still under way. */
    private From claimUntilALookAtAll() {
        From last = place.next();
        for (int i = 1; i < ClaimPlace.WHOLE_LOOK_EVERY; i++) {
            place.came(last, NOON, true);
            last = place.next();
        }
        return last;
    }
}
