package io.cloudconnectors.poller.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.CatalogueFile;
import io.cloudconnectors.poller.provider.Look;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsCatalogue;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsResourceType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every entry of the catalogue, through the SDK and the wire: of an account that has two of everything, in pages of one. Who
 * adds an entry adds its sample to {@code aws/everything.yaml}, and reviews what is made of it.
 */
class CatalogueTest {
    /** What an account, or one of its regions, has one of. */
    private static final Set<String> SETTINGS = Set.of(
            "AWS::EC2::EbsEncryptionByDefault",
            "AWS::IAM::AccountPasswordPolicy",
            "AWS::IAM::AccountSummary",
            "AWS::EMR::BlockPublicAccessConfiguration",
            "AWS::Glue::DataCatalogEncryptionSettings");

    private static CustomerAccount account;
    private static Look look;

    @BeforeAll
    static void look() throws InterruptedException {
        account = CustomerAccount.inPagesOfOne();
        look = account.patient().look();
    }

    @AfterAll
    static void stop() {
        account.close();
    }

    static List<AwsResourceType> entries() {
        return AwsCatalogue.entries();
    }

    @Test
    void whatIsToldOfEachTypeIsWhatWasReviewed() {
        assertThat(look.slices().values()).containsOnly(new Slice.Seen(List.of()));
        Map<String, List<Resource>> byType = look.resources().stream()
                .sorted(Comparator.comparing(Resource::region).thenComparing(Resource::nativeId))
                .collect(Collectors.groupingBy(Resource::type, TreeMap::new, Collectors.toList()));

        CatalogueFile.at("poller-service/src/test/resources/aws/told.json").assertHolds(byType);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyEntryHasASampleAndASecondPage(AwsResourceType entry) {
        String region = switch (entry.service().scope()) {
            case GLOBAL -> SliceKey.GLOBAL;
            case REGIONAL -> "eu-central-1";
        };

        List<Resource> found = look.in(new SliceKey(region, entry.service().shortName())).stream()
                .filter(resource -> resource.type().equals(entry.type()))
                .toList();

        assertThat(found).hasSizeGreaterThanOrEqualTo(SETTINGS.contains(entry.type()) ? 1 : 2);
        assertThat(found).extracting(Resource::nativeId).doesNotHaveDuplicates();
    }

    @Test
    void aPlaceForSecretsIsTakenByNobody() {
        assertThat(look.resources())
                .allSatisfy(resource -> assertThat(resource.toString()).doesNotContain("taken-by-nobody"));
    }

    @Test
    void anUnchangedAccountIsToldAlike() throws InterruptedException {
        assertThat(account.look().resources()).isEqualTo(look.resources());
    }

    @Test
    void everyEntryNamesItsTypeAndThePermissionsOfItsService() {
        assertThat(entries()).allSatisfy(entry -> {
            assertThat(entry.type()).matches("AWS::[A-Za-z0-9]+::[A-Za-z]+");
            assertThat(entry.permission().action()).startsWith(entry.service().prefix() + ":");
            assertThat(entry.detailPermissions())
                    .allSatisfy(permission -> assertThat(permission.action())
                            .startsWith(entry.service().prefix() + ":"));
        });
        assertThat(entries())
                .extracting(entry -> entry.service() + " " + entry.type())
                .doesNotHaveDuplicates();
    }
}
