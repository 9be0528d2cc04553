/** Keys that service accounts sign with, and the access tokens that are minted for their signatures. */
@NullMarked
package io.cloudconnectors.local.cloud.google.auth;

import org.jspecify.annotations.NullMarked;
