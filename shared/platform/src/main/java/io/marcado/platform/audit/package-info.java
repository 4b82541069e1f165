/** What happened to accounts and to who may do what, for the tenant's owner to read. */
@NullMarked
package io.marcado.platform.audit;

import org.jspecify.annotations.NullMarked;
