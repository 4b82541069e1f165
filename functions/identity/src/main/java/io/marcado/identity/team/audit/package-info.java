/** The security audit trail: who signed in, who was refused, who changed what anybody may do. */
@NullMarked
package io.marcado.identity.team.audit;

import org.jspecify.annotations.NullMarked;
