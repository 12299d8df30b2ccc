# What the executable carries for people, what it knows of itself, and what is installed beside it.
file(GLOB_RECURSE explain_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/explain/*.md)
landform_embed(landform_cli explain_pages ${PROJECT_SOURCE_DIR}/docs/explain ${explain_files})
file(GLOB policy_page_files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/docs/policies/*.md)
landform_embed(landform_cli policy_pages ${PROJECT_SOURCE_DIR}/docs/policies ${policy_page_files})
file(GLOB starter_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/cli/starters/*.yaml)
landform_embed(landform_cli starters ${CMAKE_CURRENT_SOURCE_DIR}/cli/starters ${starter_files})
landform_embed(landform_cli documents ${PROJECT_SOURCE_DIR}/docs ${PROJECT_SOURCE_DIR}/docs/manifest.schema.json)
target_compile_definitions(landform_cli PUBLIC LANDFORM_VERSION="${PROJECT_VERSION}")

set(install_dir ${CMAKE_CURRENT_SOURCE_DIR}/cli/install)
install(FILES ${install_dir}/landform.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${install_dir}/landform.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME landform)
install(FILES ${install_dir}/_landform DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
install(FILES ${install_dir}/landform.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
