package io.cloudconnectors.api.gap;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.cloudconnectors.api.reason.ReasonText;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ReasonClass;
import io.cloudconnectors.contracts.ReasonCode;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A permission that the account denies, in one or several regions. */
@Schema(name = "PermissionGap", description = "A permission that the connector's identity lacks.")
public record PermissionGapView(
        @Schema(required = true, description = "As the provider names it.", examples = "ec2:DescribeVolumes")
        String permission,

        @Schema(
                required = true,
                description =
                        "PERMISSION_MISSING: permissionPatch allows it. SCP_DENIED: your organisation denies it, and no"
                                + " policy of the role can help.")
        ReasonCode code,

        @Schema(required = true) @JsonProperty("class") ReasonClass reasonClass,

        @Schema(required = true, description = "What happened, in a sentence.")
        String message,

        @Schema(required = true, description = "What to do next.")
        String nextAction,

        @Schema(
                required = true,
                nullable = true,
                examples = "UnauthorizedOperation",
                description = "The provider's own error code.")
        @Nullable
        String providerCode,

        @Schema(required = true, nullable = true, description = "What the provider's support asks for.") @Nullable
        String providerRequestId,

        @Schema(required = true, examples = "[\"ec2\"]") List<String> services,

        @Schema(
                required = true,
                examples = "[\"AWS::EC2::Volume\"]",
                description = "The resource types that lack for it; * for every type of the services.")
        List<String> types,

        @Schema(required = true, examples = "[\"eu-central-1\"]")
        List<String> regions,

        @Schema(
                required = true,
                description = "Whether the resources were listed all the same, and only detail of them is missing.")
        boolean listed,

        @Schema(required = true) Instant since,

        @Schema(required = true, description = "When the provider last said so.")
        Instant lastDeniedAt,

        @Schema(required = true, description = "How many runs in a row, in the region with the most.")
        int denials,

        @Schema(
                required = true,
                nullable = true,
                description =
                        "When a scheduled run asks for it again; null when the next one does. A run that you start, and the"
                                + " first after a change of credential or settings, asks at once.")
        @Nullable
        Instant askedAgainAt) {

    /** Merges what slices were denied over their regions, in the order of the permissions. */
    static List<PermissionGapView> of(List<GapRow> rows, Provider provider) {
        return rows.stream().collect(groupingBy(Of::of, LinkedHashMap::new, toList())).entrySet().stream()
                .map(gap -> of(gap.getKey(), gap.getValue(), provider))
                .toList();
    }

    private static PermissionGapView of(Of gap, List<GapRow> rows, Provider provider) {
        GapRow last = rows.stream().max(Comparator.comparing(GapRow::deniedAt)).orElseThrow();
        ReasonText text = ReasonText.of(gap.code, gap.permission, provider);
        return new PermissionGapView(
                gap.permission,
                gap.code,
                gap.code.reasonClass(),
                text.message(),
                text.nextAction(),
                last.reason().providerCode(),
                last.reason().providerRequestId(),
                each(rows, row -> List.of(row.service())),
                each(rows, GapRow::types),
                each(rows, row -> List.of(row.region())),
                rows.stream().allMatch(GapRow::listed),
                rows.stream().map(GapRow::since).min(Comparator.naturalOrder()).orElseThrow(),
                last.deniedAt(),
                rows.stream().mapToInt(GapRow::denials).max().orElseThrow(),
                askedAgainAt(rows));
    }

    /** When the first of the regions is asked again. */
    private static @Nullable Instant askedAgainAt(List<GapRow> rows) {
        Instant first = null;
        for (GapRow row : rows) {
            Instant again = row.askedAgainAt();
            if (again == null) {
                return null;
            }
            first = first == null || again.isBefore(first) ? again : first;
        }
        return first;
    }

    private static List<String> each(List<GapRow> rows, Function<GapRow, List<String>> what) {
        return rows.stream()
                .flatMap(row -> what.apply(row).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private record Of(String permission, ReasonCode code) {
        static Of of(GapRow row) {
            return new Of(row.permission(), row.reason().code());
        }
    }
}
