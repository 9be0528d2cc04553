package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.guardduty.model.GetDetectorResponse;
import software.amazon.awssdk.services.guardduty.model.ListDetectorsResponse;

/** GuardDuty's detectors: none or one in a region. The list has ids alone. */
final class GuardDutyDetectors extends CatalogueEntry {
    private static final int GUARDDUTY_PAGE = 50;

    GuardDutyDetectors() {
        super(
                "AWS::GuardDuty::Detector",
                AwsService.GUARDDUTY,
                AwsPermission.GUARDDUTY_LIST_DETECTORS,
                AwsPermission.GUARDDUTY_GET_DETECTOR);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        ListDetectorsResponse answer = calls.client(AwsApi.GUARDDUTY)
                .listDetectors(
                        r -> r.maxResults(GUARDDUTY_PAGE).nextToken(token).overrideConfiguration(calls.session()));
        return page(answer.detectorIds(), id -> detector(id, calls), answer.nextToken());
    }

    private Resource detector(String id, AwsCalls calls) {
        Map<String, String> tags = new LinkedHashMap<>();
        Detail detail = Detail.of(calls, Map.of("detectorId", id))
                .withAll(AwsPermission.GUARDDUTY_GET_DETECTOR, () -> {
                    GetDetectorResponse detector = calls.client(AwsApi.GUARDDUTY)
                            .getDetector(r -> r.detectorId(id).overrideConfiguration(calls.session()));
                    tags.putAll(detector.tags());
                    return Details.of(detector, Set.of("Tags"));
                })
                .tagged(tags);
        return resource(id, null, calls.region(), detail);
    }
}
