#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Headroom authors
# SPDX-License-Identifier: Apache-2.0
# Sources are compiled several at once, so a name that one file keeps to itself must be no other's:
#  - no two files of a namespace keep the same name to themselves (but the same short name for the same type);
#  - no file keeps a type to itself that is called like a type of a header in its or an enclosing namespace: the files after
#    it would mean another thing by the word.
# Number formats and vector code are compiled alone (core/CMakeLists.txt) and may do as they like.
#   names.sh SOURCE_DIR
set -euo pipefail
cd "$1"
find core app widgets \( -name '*.h' -o -name '*.cpp' \) -not -path 'core/tensor/*' -print0 | sort -z | xargs -0 perl -e '
my (%own, %alias, %types, @found, $bad);
for my $path (@ARGV) {
    my ($namespace, $inside) = ("", $path =~ /\.h$/);
    my $header = $inside;
    open my $file, "<", $path or die "$path: $!\n";
    while (my $line = <$file>) {
        if ($line =~ /^namespace ([\w:]+)/) { $namespace = $1; next }
        if (!$header && $line =~ /^namespace \{/) { $inside = 1; next }
        if (!$header && $line =~ /^\} \/\/ namespace\s*$/) { $inside = 0; next }
        next unless $inside && $line =~ /^\w/ && $line !~ /^(?:static_assert|namespace|extern|using namespace)\b/;
        next if $line =~ /\w::~?\w+\(/; # the body of a member
        if ($line =~ /^(?:template <.*> )?(?:struct|class|enum class|enum|using) (\w+)(?!::|\w)/) {
            push @found, [$path, $., $namespace, $1, $2 // ""] unless $header;
            $types{$1}{$namespace} = $path if $header;
            $alias{"$namespace $1"}{$line} = 1;
            push @{$own{"$namespace $1"}}, "$path:$." unless $header || $line =~ /^(?:struct|class) \w+;/;
        } elsif (!$header && $line =~ /[ *&](k[A-Z]\w*)\s*[\[={;(]/) {
            push @{$own{"$namespace $1"}}, "$path:$.";
        } elsif (!$header && $line =~ /[ *&](\w+)\(/) {
            push @{$own{"$namespace $1"}}, "$path:$.";
        }
    }
}
for my $name (sort keys %own) {
    my %files = map { (split /:/)[0] => $_ } @{$own{$name}};
    next if keys %files < 2 || (keys %{$alias{$name} // {}} == 1 && (keys %{$alias{$name}})[0] =~ /^using/);
    print "$name is kept by several files to themselves: ", join(", ", sort values %files), "\n";
    $bad = 1;
}
for my $type (@found) {
    my ($path, $number, $namespace, $name) = @$type;
    for my $other (sort keys %{$types{$name} // {}}) {
        next unless $namespace eq $other || $namespace =~ /^\Q$other\E::/;
        print "$path:$number: $name is also ${other}::$name of $types{$name}{$other}\n";
        $bad = 1;
    }
}
exit($bad ? 1 : 0);
'
