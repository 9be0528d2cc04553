package io.cloudconnectors.api.setup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.cloudconnectors.contracts.Provider;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A set-up as data: what the templates and scripts are written from, and what format=json answers with. */
@Schema(
        name = "Setup",
        description = "What to set up at the cloud, with the values of this connector.",
        oneOf = {AwsSetup.class, AzureSetup.class, GcpSetup.class})
sealed interface Setup permits AwsSetup, AzureSetup, GcpSetup {

    UUID connectorId();

    Provider provider();

    List<SetupStep> steps();

    /** The connector's name, as its customer wrote it. */
    @JsonIgnore
    String name();

    /** The set-up in another language than JSON. */
    String in(SetupFormat format);
}
