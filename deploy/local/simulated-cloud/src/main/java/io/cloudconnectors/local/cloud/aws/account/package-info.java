/**
 * The simulated AWS accounts: regions, roles and resources as immutable records, kept in one registry in which each change
 * replaces the account. Read from YAML or JSON that a person can write: what is left out gets a believable default.
 */
@NullMarked
package io.cloudconnectors.local.cloud.aws.account;

import org.jspecify.annotations.NullMarked;
