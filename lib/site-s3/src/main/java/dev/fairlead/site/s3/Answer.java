package dev.fairlead.site.s3;

/**
 * What S3 answers.
 *
 * @param body to be read to its end or closed
 */
record Answer(AnswerHead head, AnswerBody body) {}
