/** ElasticMQ with the queues of template.yaml, and the pollers that read them. */
@NullMarked
package io.marcado.local.sqs;

import org.jspecify.annotations.NullMarked;
