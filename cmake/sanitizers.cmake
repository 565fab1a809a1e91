# DETENTE_SANITIZE applies to everything that is built, so that no part escapes it.
if(DETENTE_SANITIZE)
  add_compile_options(-fsanitize=${DETENTE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${DETENTE_SANITIZE})
endif()
