package io.cloudconnectors.poller.provider.aws;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Endpoints that the operator has put in the place of AWS's: the settings that the SDK reads itself, of all services or of
 * one ({@code AWS_ENDPOINT_URL}, {@code AWS_ENDPOINT_URL_STS}; AWS SDKs and Tools Reference Guide, Service-specific
 * endpoints). Those of profile files are not taken.
 */
final class EndpointSettings {
    private static final String VARIABLE = "AWS_ENDPOINT_URL";
    private static final String PROPERTY = "aws.endpointUrl";

    private EndpointSettings() {}

    static Set<URI> configured() {
        return Stream.concat(
                        startingWith(VARIABLE, System.getenv()),
                        startingWith(
                                PROPERTY,
                                System.getProperties().stringPropertyNames().stream()
                                        .collect(Collectors.toMap(name -> name, System::getProperty))))
                .map(URI::create)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> startingWith(String prefix, Map<String, String> settings) {
        return settings.entrySet().stream()
                .filter(setting -> setting.getKey().startsWith(prefix)
                        && !setting.getValue().isBlank())
                .map(Map.Entry::getValue);
    }
}
