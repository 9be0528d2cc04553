package io.cloudconnectors.api.provider;

import io.cloudconnectors.api.body.TextRule;
import java.util.regex.Pattern;

/** Ids of Google Cloud projects; old ones have their domain in front. */
final class GcpProject {
    static final TextRule RULE = TextRule.matching(
            6,
            128,
            Pattern.compile("([a-z][a-z0-9.\\-]*:)?[a-z][a-z0-9\\-]{4,28}[a-z0-9]"),
            "Write the project's id, such as acme-prod; not its name or number.");

    private GcpProject() {}
}
