/** Tests of the security audit trail, on DynamoDB Local. */
@NullMarked
package io.marcado.identity.team.audit;

import org.jspecify.annotations.NullMarked;
