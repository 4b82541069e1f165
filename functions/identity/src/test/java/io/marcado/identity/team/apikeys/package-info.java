/** Tests of API keys, on DynamoDB Local. */
@NullMarked
package io.marcado.identity.team.apikeys;

import org.jspecify.annotations.NullMarked;
