/** The contract and the other documents of the project, read as they stand. */
@NullMarked
package io.marcado.local.app.contract;

import org.jspecify.annotations.NullMarked;
