package io.cloudconnectors.api.setup;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One thing to do, in the order of the list. Titles and details contain nothing that a customer wrote. */
@Schema(name = "SetupStep")
record SetupStep(
        @Schema(required = true, examples = "create-role") String id,

        @Schema(required = true) String title,
        @Schema(required = true) String detail) {}
