# `cmake --install`: the program, the library with its headers, a CMake package, shell completion, the schema.
include(CMakePackageConfigHelpers)

install(TARGETS detente EXPORT detente-targets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(TARGETS detente_program RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY src/detente DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING
        PATTERN "*.hpp" PATTERN "app" EXCLUDE)
install(EXPORT detente-targets NAMESPACE detente:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/detente)

configure_package_config_file(cmake/detente-config.cmake.in detente-config.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/detente)
write_basic_package_version_file(detente-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/detente-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/detente-config-version.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/detente)
install(FILES src/detente/casefile/case.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/detente)
install(DIRECTORY cases DESTINATION ${CMAKE_INSTALL_DATADIR}/detente)
install(FILES ${CMAKE_BINARY_DIR}/completion/detente
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
