package io.cloudconnectors.api.gap;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A permission that a slice was denied.
 *
 * @param types the resource types that lack for it
 * @param listed whether only detail of them is missing, of each of them
 * @param reason of the last of the denials; its subject is the permission
 */
public record DeniedPermission(String permission, List<String> types, boolean listed, Reason reason) {
    private static final int LONGEST = 200;

    /**
     * As the providers write them: {@code ec2:DescribeVolumes}, {@code Microsoft.Compute/disks/read}, {@code
     * compute.disks.list}. It goes into policies and commands that are pasted, so it is nothing else.
     */
    private static final Pattern PERMISSION = Pattern.compile("[a-z][a-z0-9-]*:[A-Za-z][A-Za-z0-9]*"
            + "|[A-Za-z][A-Za-z0-9]*(\\.[A-Za-z][A-Za-z0-9]*)+(/[A-Za-z][A-Za-z0-9_.-]*)+"
            + "|[a-z][A-Za-z0-9]*(\\.[A-Za-z][A-Za-z0-9]*){2,}");

    public DeniedPermission {
        types = List.copyOf(types);
    }

    /** What a slice that was seen was denied, by permission. */
    public static List<DeniedPermission> of(List<Gap> gaps) {
        return gaps.stream()
                .filter(gap -> isDenial(gap.reason()))
                .collect(groupingBy(gap -> String.valueOf(gap.reason().subject()), TreeMap::new, toList()))
                .entrySet()
                .stream()
                .map(denied -> of(denied.getKey(), denied.getValue()))
                .toList();
    }

    /** What a slice that could not be looked at was denied. */
    public static List<DeniedPermission> ofBlind(Reason reason) {
        return of(List.of(new Gap(Gap.EVERY_TYPE, reason)));
    }

    private static DeniedPermission of(String permission, List<Gap> gaps) {
        return new DeniedPermission(
                permission,
                gaps.stream().map(Gap::type).distinct().sorted().toList(),
                gaps.stream().allMatch(Gap::listed),
                gaps.stream()
                        .map(Gap::reason)
                        .max(Comparator.comparing(Reason::at))
                        .orElseThrow());
    }

    private static boolean isDenial(Reason reason) {
        boolean denial = reason.code() == ReasonCode.PERMISSION_MISSING || reason.code() == ReasonCode.SCP_DENIED;
        String subject = reason.subject();
        return denial
                && subject != null
                && subject.length() <= LONGEST
                && PERMISSION.matcher(subject).matches();
    }
}
