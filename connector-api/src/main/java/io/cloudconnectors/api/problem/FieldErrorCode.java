package io.cloudconnectors.api.problem;

/** What is wrong with one field or parameter. */
public enum FieldErrorCode {
    /** It must be given. */
    REQUIRED,
    /** No such member exists here. */
    UNKNOWN_FIELD,
    /** The member belongs to another provider's connectors. */
    OTHER_PROVIDER,
    /** It exists, and clients cannot set it. */
    READ_ONLY,
    /** Another JSON type is expected. */
    WRONG_TYPE,
    /** A text is too short or too long. */
    LENGTH,
    /** A number is too small or too large. */
    RANGE,
    /** A text does not have the form that is expected. */
    FORMAT,
    /** A list or map has too many entries. */
    TOO_MANY,
    /** A list has an entry twice. */
    DUPLICATE_ITEM,
    /** Valid, but not supported. */
    NOT_SUPPORTED,
    /** A region that is not in the partition of the role. */
    WRONG_PARTITION,
    /** The role is in another account than the connector's. */
    ACCOUNT_CHANGE,
    /** Another connector of the tenant has it. */
    TAKEN,
    /** There is no such draft, or its time is over. */
    NO_SUCH_DRAFT,
    /** The connector has no such credential version. */
    NO_SUCH_VERSION,
    /** The cursor is not one of this list with these filters. */
    INVALID_CURSOR
}
