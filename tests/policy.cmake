# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0
# Rules about the sources themselves, as tests: layering, formatting, licences, sizes.
foreach(rule layering licences formatting names)
    add_test(NAME policy_${rule} COMMAND ${PROJECT_SOURCE_DIR}/tests/policy/${rule}.sh ${PROJECT_SOURCE_DIR})
    set_tests_properties(policy_${rule} PROPERTIES SKIP_RETURN_CODE 77)
endforeach()
foreach(rule layering names)
    add_test(NAME policy_${rule}_catches COMMAND ${PROJECT_SOURCE_DIR}/tests/policy/${rule}_catches.sh ${PROJECT_SOURCE_DIR})
endforeach()
