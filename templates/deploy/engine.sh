# --- The program ------------------------------------------------------------------------------------------------------

set -euo pipefail

help() {
  cat <<END
usage: ./deploy.sh [OPTION...]        deploys $customer, step by step; what is done already is left alone

  --dry-run           show the change sets and commands, carry out none of them
  --step NAME         only this step; may be repeated
  --from NAME         this step and all after it
  --ring NAME         only this ring (${rings[*]:-there are none}): steps into its accounts; stack sets reach its units first
  --yes               do not ask, but before something is replaced or removed
  --accept-losses     with --yes: do not ask before that, either
  --profile NAME      the aws CLI's profile for the management account
  --account ID        the management account's id, where the blueprint does not say it
  --role NAME         the role to assume in member accounts, instead of $access_role

  --list              show the steps and deploy nothing
  --done STEP         record that a person has done a manual step
  --leftovers         list the stacks of landform's that the blueprint no longer has
  --prune STACK[@ACCOUNT/REGION]
                      delete one of those, or a stack whose creation failed

Run it with an administrator's credentials of the management account; nothing is kept on this machine, so anyone may
go on where another stopped. It needs bash 4.4, coreutils and the aws CLI, version 2.

exit codes: 0 done · 1 a step failed · 2 wrong usage · 3 refused: wrong account, credentials or files
            4 something waits: an answer was no, a manual step is not done, or AWS does a part only later
END
}

# --- Words to people.

step_name=deploy.sh

line_of_log() {
  local stamp
  TZ=UTC printf -v stamp '%(%Y-%m-%dT%H:%M:%SZ)T' -1
  printf '%s %-24s %s\n' "$stamp" "$step_name" "$*"
}
log() { line_of_log "$@"; }
complain() { line_of_log "error: $*" >&2; }
stop() { # CODE WORDS...
  local code=$1
  shift
  complain "$@"
  exit "$code"
}

# Whether a person says yes. Where nobody answers, it is a no.
agreed() {
  local reply=''
  printf '%s [y/N] ' "$*" >&2
  if ! read -r reply; then
    printf '\n' >&2
    complain "nobody is there to answer; --yes goes on without asking"
    return 1
  fi
  case $reply in y | Y | yes | Yes | YES) return 0 ;; *) return 1 ;; esac
}

# --- The data: each step's function calls these.

load() { # STEP
  step_name=$1
  kind=manual step_title='' step_ring='' step_needs=()
  account_name='' account_source='' step_region=''
  stack_name='' template='' template_sha='' template_way='' protected_stack=no keeps_going=no
  import_template='' import_sha='' import_way='' import_resources=''
  capability_words=() parameter_names=() parameter_values=() tag_names=() tag_values=()
  set_name='' set_template='' set_sha='' set_capability_words=() set_region_words=()
  set_parameter_names=() set_parameter_values=()
  unset set_units
  declare -gA set_units=()
  call_words=() call_lengths=() tolerated=() check_words=() capture_names=() capture_words=() capture_lengths=()
  who_does='' instructions=() evidence_text=''
  "step_$1"
}
title() { step_title=$1; }
ring() { step_ring=$1; }
needs() { step_needs=("$@"); }
account() { account_name=$1 account_source=$2; }
region() { step_region=$1; }
stack() { kind=stack stack_name=$1 template=$2 template_sha=$3 template_way=$4; }
protect() { protected_stack=yes; }
keep_what_is_made() { keeps_going=yes; }
take_over() { import_template=$1 import_sha=$2 import_way=$3 import_resources=$4; }
capabilities() { capability_words=("$@"); }
parameter() { parameter_names+=("$1") parameter_values+=("$2"); }
tag() { tag_names+=("$1") tag_values+=("$2"); }
stack_set() { set_name=$1 set_template=$2 set_sha=$3; }
set_capabilities() { set_capability_words=("$@"); }
set_regions() { set_region_words=("$@"); }
set_parameter() { set_parameter_names+=("$1") set_parameter_values+=("$2"); }
set_ring() {
  local name=$1
  shift
  set_units[$name]="$*"
}
call() { kind=cli call_words+=("$@") call_lengths+=($#); }
tolerates() { tolerated=("$@"); }
capture() { # PARAMETER WORDS...
  kind=cli capture_names+=("$1")
  shift
  capture_words+=("$@") capture_lengths+=($#)
}
check() { check_words=("$@"); }
who() { who_does=$1; }
instruction() { instructions+=("$1"); }
evidence() { evidence_text=$1; }

# --- AWS.

work='' caller='' caller_arn='' answer='' fault=''
declare -A session_key=() session_secret=() session_token=() session_since=() stored=() outputs=()

pause() { sleep "${LANDFORM_PAUSE:-$1}"; }

# ask ACCOUNT REGION aws WORDS...: runs the CLI with the account's credentials. Sets `answer` to what it printed and, if
# it failed, `fault` to what it complained of.
ask() {
  local account=$1 region=$2 status=0
  shift 2
  if [ "$account" != "$caller" ]; then enter "$account" || return; fi
  answer=$(
    if [ "$account" != "$caller" ]; then
      unset AWS_PROFILE AWS_DEFAULT_PROFILE
      export AWS_ACCESS_KEY_ID=${session_key[$account]} AWS_SECRET_ACCESS_KEY=${session_secret[$account]}
      export AWS_SESSION_TOKEN=${session_token[$account]}
    fi
    export AWS_REGION=$region AWS_DEFAULT_REGION=$region
    "$@" </dev/null 2>"$work/fault"
  ) || status=$?
  read -r -d '' fault <"$work/fault" || true
  return "$status"
}

# AWS's code of the last fault: AccessDenied, 404, ParameterNotFound.
fault_code() {
  if [[ $fault =~ \(([[:alnum:]._]+)\)' when calling the ' ]]; then printf '%s' "${BASH_REMATCH[1]}"; fi
}

# must WORDS... : `ask`, and a complaint if it fails.
must() {
  ask "$@" && return
  shift 2
  complain "$1 ${2-} ${3-}: ${fault:-failed and said nothing}"
  return 1
}

# Credentials for a member account, for 45 of the 60 minutes that they last. A new account lets nobody in for its first
# minutes.
enter() { # ACCOUNT
  local account=$1 try
  if [ -n "${session_key[$account]:-}" ] && [ $((SECONDS - session_since[$account])) -lt 2700 ]; then return; fi
  for try in 1 2 3 4 5 6 7 8; do
    if ask "$caller" "$home_region" aws sts assume-role --role-arn "arn:$partition:iam::$account:role/$access_role" \
      --role-session-name "landform-$slug" --query 'Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' \
      --output text; then
      read -r "session_key[$account]" "session_secret[$account]" "session_token[$account]" <<<"$answer"
      session_since[$account]=$SECONDS
      return
    fi
    if [ "$(fault_code)" != AccessDenied ] || [ "$try" = 8 ]; then break; fi
    log "account $account does not let $access_role in yet; a new account needs some minutes"
    pause 15
  done
  return 1
}

# --- Values that AWS has: {ssm:NAME}, {output:STEP/OUTPUT}, {bucket}.

missing=''

# The ids of all accounts in one call, once a fifth was asked for: an organization may have hundreds.
account_ids_asked=0
store_account_ids() {
  local name id path=/landform/$slug/accounts
  account_ids_asked=$((account_ids_asked + 1))
  if [ "$account_ids_asked" -lt 5 ]; then return; fi
  account_ids_asked=0
  must "$caller" "$home_region" aws ssm get-parameters-by-path --path "$path" --recursive \
    --query 'Parameters[].[Name,Value]' --output text || return
  while read -r name id; do
    if [[ $name == "$path"/*/id ]]; then stored[$name]=$id; fi
  done <<<"$answer"
}

stored_value() { # NAME
  missing=''
  if [ -z "${stored[$1]:-}" ] && [[ $1 == "/landform/$slug/accounts/"*/id ]]; then store_account_ids || return; fi
  if [ -z "${stored[$1]:-}" ]; then
    if ! ask "$caller" "$home_region" aws ssm get-parameter --name "$1" --query Parameter.Value --output text; then
      if [ "$(fault_code)" = ParameterNotFound ]; then
        missing="parameter $1"
      else
        complain "aws ssm get-parameter $1: $fault"
      fi
      return 1
    fi
    stored[$1]=$answer
  fi
  value=${stored[$1]}
}

output_value() { # STEP/OUTPUT
  local of=${1%/*} name=${1#*/} where other_stack other_source other_region id
  if [ -z "${outputs[$1]:-}" ]; then
    where=$(load "$of" && printf '%s\n' "$stack_name" "$account_source" "$step_region" "$account_name")
    { read -r other_stack && read -r other_source && read -r other_region && read -r where; } <<<"$where"
    account_id "$where" "$other_source" || return
    id=$value
    if ! ask "$id" "$other_region" aws cloudformation describe-stacks --stack-name "$other_stack" \
      --query "Stacks[0].Outputs[?OutputKey=='$name'].OutputValue | [0]" --output text; then
      case $fault in
        *'does not exist'*) missing="output $name of step $of" ;;
        *) complain "aws cloudformation describe-stacks $other_stack: $fault" ;;
      esac
      return 1
    fi
    if [ "$answer" = None ] || [ -z "$answer" ]; then
      missing="output $name of step $of"
      return 1
    fi
    outputs[$1]=$answer
  fi
  value=${outputs[$1]}
}

account_id() { # NAME SOURCE
  if [ "$1" = management ]; then
    value=$caller
  elif [ -z "$2" ]; then
    missing="the id of account $1"
    return 1
  else
    fill "$2" || return
    value=$filled
  fi
}

# Sets `filled` to the text with its placeholders filled. Fails where AWS does not have a value; then `missing` says
# which, unless something worse was complained of.
fill() { # TEXT
  local rest=$1 tail='' mark value
  missing='' filled=$1
  if [[ $1 != *'{'* ]]; then return; fi # most have none, and the search below is slow
  while [[ $rest =~ ^(.*)\{(bucket|ssm:[^{}]+|output:[^{}]+)\}(.*)$ ]]; do
    rest=${BASH_REMATCH[1]} mark=${BASH_REMATCH[2]} tail=${BASH_REMATCH[3]}$tail
    case $mark in
      ssm:*) stored_value "${mark#ssm:}" || return ;;
      output:*) output_value "${mark#output:}" || return ;;
      bucket) output_value artifacts/ArtifactsBucket || return ;;
    esac
    tail=$value$tail
  done
  filled=$rest$tail
}

fill_or_complain() {
  fill "$1" && return
  if [ -n "$missing" ]; then complain "AWS does not have $missing yet; an earlier step makes it"; fi
  return 1
}

json_text() { # TEXT: sets `quoted`
  quoted=${1//\\/\\\\}
  quoted=${quoted//\"/\\\"}
  quoted=${quoted//$'\n'/\\n}
  quoted=${quoted//$'\t'/\\t}
  quoted="\"${quoted//$'\r'/\\r}\""
}

# Sets `pairs` to [{"KEY": name, "VALUE": value}, ...]; the values have placeholders.
json_pairs() { # KEY VALUE NAMES VALUES: the last two are the names of arrays
  local -n names_of=$3 values_of=$4
  local i list=''
  for i in "${!names_of[@]}"; do
    fill_or_complain "${values_of[i]}" || return
    json_text "${names_of[i]}"
    list+="${list:+, }{\"$1\": $quoted, "
    json_text "$filled"
    list+="\"$2\": $quoted}"
  done
  pairs="[$list]"
}

# --- What stands before every deployment.

check_tools() {
  local tool
  for tool in aws sha256sum sed sleep mktemp; do
    command -v "$tool" >/dev/null || stop 3 "there is no $tool here; deploy.sh needs bash, coreutils, sed and the aws CLI"
  done
}

# Every file as landform wrote it: the manifest by its seal, all others, this one among them, by the manifest.
check_tree() {
  local seal sum list
  [ -f manifest.json ] || stop 3 "there is no manifest.json beside deploy.sh: it belongs into the tree that landform wrote"
  seal=$(LC_ALL=C sed -n 's/^ *"seal": "\([0-9a-f]*\)"$/\1/p' manifest.json)
  sum=$(LC_ALL=C sed "s/^\( *\"seal\": \"\)[0-9a-f]*/\1$(printf '%064d' 0)/" manifest.json | sha256sum)
  [ "${sum%% *}" = "$seal" ] || stop 3 "manifest.json is not as landform wrote it; build the tree again"
  list=$(LC_ALL=C sed -n '/^  "files": \[/,/^  \]/{
    s/^ *"path": "\(.*\)",$/\1/
    t path
    s/^ *"sha256": "\([0-9a-f]*\)",\{0,1\}$/\1/
    t sum
    d
    :path
    h
    d
    :sum
    G
    s/\n/  /p
  }' manifest.json)
  if ! sum=$(sha256sum --check --quiet --strict - <<<"$list" 2>&1); then
    complain "$sum"
    stop 3 "these files are not as manifest.json has them; build the tree again, and keep your own changes in the blueprint"
  fi
  tree=${seal:0:12}
}

check_caller() {
  local of_partition rest
  ask "$caller" "$home_region" aws sts get-caller-identity --query '[Account,Arn]' --output text ||
    stop 3 "there are no credentials that AWS takes: $fault"
  read -r caller caller_arn <<<"$answer"
  IFS=: read -r rest of_partition rest <<<"$caller_arn"
  [ "$of_partition" = "$partition" ] ||
    stop 3 "these credentials are of partition $of_partition; the organization lives in $partition"
  case $caller_arn in
    *:root) stop 3 "these are the root user's credentials, which can assume no role; use an administrator's" ;;
  esac
  local known=${management_account:-$account_option}
  if [ -n "$known" ] && [ "$caller" != "$known" ]; then
    stop 3 "these credentials are of account $caller; the management account is $known"
  fi
  if ask "$caller" "$home_region" aws organizations describe-organization --query Organization.MasterAccountId \
    --output text; then
    [ "$answer" = "$caller" ] ||
      stop 3 "account $caller belongs to an organization whose management account is $answer; use credentials of that one"
  elif [ "$(fault_code)" != AWSOrganizationsNotInUseException ]; then
    stop 3 "cannot see which organization account $caller is in: $fault"
  fi
  [ -n "$known" ] || check_first_account
}

# The blueprint does not say which account this is to be. Where the first stack is, it was right once.
check_first_account() {
  ask "$caller" "$home_region" aws cloudformation describe-stacks --stack-name "$slug-artifacts" \
    --query 'Stacks[0].StackName' --output text && return
  case $fault in
    *'does not exist'*) ;;
    *) stop 3 "cannot see whether $customer was deployed here before: $fault" ;;
  esac
  if [ "$assume_yes" = yes ]; then
    stop 3 "is account $caller to be $customer's management account? say so with --account $caller, once"
  fi
  agreed "Account $caller becomes the management account of $customer. Is it the right one?" ||
    stop 4 "give me credentials of the right one"
}

# --- Stacks.

status='' protection=''

look_at_stack() {
  if ask "$target" "$step_region" aws cloudformation describe-stacks --stack-name "$stack_name" \
    --query 'Stacks[0].[StackStatus,EnableTerminationProtection]' --output text; then
    read -r status protection <<<"$answer"
    return
  fi
  status=absent protection=''
  case $fault in *'does not exist'*) return ;; esac
  complain "aws cloudformation describe-stacks $stack_name: $fault"
  return 1
}

# Until nothing moves any more; also what somebody else began.
settle() {
  local told=''
  while look_at_stack || return; do
    case $status in
      REVIEW_IN_PROGRESS) return ;;
      *_IN_PROGRESS)
        if [ "$told" != "$status" ]; then log "stack $stack_name: $status"; fi
        told=$status
        pause 10
        ;;
      *) return 0 ;;
    esac
  done
}

tell_failures() {
  must "$target" "$step_region" aws cloudformation describe-stack-events --stack-name "$stack_name" --max-items 100 \
    --query "StackEvents[?ends_with(ResourceStatus, '_FAILED')].[LogicalResourceId, ResourceType, ResourceStatusReason]" \
    --output text || return 0
  local resource type reason
  while IFS=$'\t' read -r resource type reason; do
    case ${reason:-None} in None | *'cancelled'*) ;; *) complain "$resource ($type): $reason" ;; esac
  done <<<"$answer"
}

# Puts a file into the artifact bucket under its own hash, if it is not there.
upload() { # FILE KEY
  fill_or_complain '{bucket}' || return
  local bucket=$filled
  if ask "$caller" "$home_region" aws s3api head-object --bucket "$bucket" --key "$2" --expected-bucket-owner "$caller" \
    --query ContentLength --output text; then
    return
  fi
  if [ "$(fault_code)" != 404 ]; then
    complain "aws s3api head-object $bucket/$2: $fault"
    return 1
  fi
  log "uploads $1"
  must "$caller" "$home_region" aws s3api put-object --bucket "$bucket" --key "$2" --body "$1" \
    --expected-bucket-owner "$caller" --query ETag --output text
}

# Sets `body` to the words that say where a template is: in the request, or in the bucket. Another account reads it there
# by a signed URL, so that the bucket is open to nobody.
template_body() { # FILE SHA256 WAY
  if [ "$3" = inline ]; then
    body=(--template-body "file://$1")
    return
  fi
  upload "$1" "landform/$2" || return
  fill_or_complain '{bucket}' || return
  local url="https://$filled.s3.$home_region.$url_suffix/landform/$2"
  if [ "$target" != "$caller" ]; then
    must "$caller" "$home_region" aws s3 presign "s3://$filled/landform/$2" --expires-in 3600 || return
    url=$answer
  fi
  body=(--template-url "$url")
}

# Makes the change set and waits for it. Sets `changes` to "some" or "none".
make_change_set() { # TYPE FILE SHA256 WAY [RESOURCES]
  local type=$1 reason state words body pairs
  template_body "$2" "$3" "$4" || return
  words=(--stack-name "$stack_name" --change-set-name "$change_set" --change-set-type "$type" "${body[@]}")
  if [ ${#capability_words[@]} -gt 0 ]; then words+=(--capabilities "${capability_words[@]}"); fi
  if [ "$type" = IMPORT ]; then
    words+=(--resources-to-import "file://$5")
  else
    json_pairs ParameterKey ParameterValue parameter_names parameter_values || return
    words+=(--parameters "$pairs")
    json_pairs Key Value tag_names tag_values || return
    words+=(--tags "$pairs")
  fi
  while ! ask "$target" "$step_region" aws cloudformation create-change-set "${words[@]}" --query Id --output text; do
    if [ "$(fault_code)" != AlreadyExistsException ]; then
      complain "aws cloudformation create-change-set $stack_name: $fault"
      return 1
    fi
    drop_change_set || return # of a run that was cut short
  done
  while true; do
    must "$target" "$step_region" aws cloudformation describe-change-set --stack-name "$stack_name" \
      --change-set-name "$change_set" --query '[Status,StatusReason]' --output text || return
    IFS=$'\t' read -r state reason <<<"$answer"
    case $state in
      CREATE_COMPLETE)
        changes=some
        return
        ;;
      FAILED)
        drop_change_set || return
        case $reason in
          *"didn't contain changes"* | *'No updates are to be performed'*)
            changes=none
            return
            ;;
        esac
        complain "CloudFormation refuses the template: $reason"
        return 1
        ;;
    esac
    pause 3
  done
}

drop_change_set() {
  ask "$target" "$step_region" aws cloudformation delete-change-set --stack-name "$stack_name" \
    --change-set-name "$change_set" && return
  case $fault in *ChangeSetNotFound* | *'does not exist'*) return ;; esac
  complain "aws cloudformation delete-change-set $stack_name: $fault"
  return 1
}

# A change set for a stack that is not there yet makes an empty one, REVIEW_IN_PROGRESS; it goes with the change set.
drop_review() { # STATUS before the change set
  drop_change_set || return
  case $1 in absent | REVIEW_IN_PROGRESS) ;; *) return 0 ;; esac
  look_at_stack || return
  [ "$status" = REVIEW_IN_PROGRESS ] || return 0
  must "$target" "$step_region" aws cloudformation delete-stack --stack-name "$stack_name" || return
  settle
}

# Shows what the change set would do. Sets `losses` to how much it replaces or removes, `set_moves` to whether it changes
# the stack set.
show_changes() {
  local action replacement type resource policy word
  must "$target" "$step_region" aws cloudformation describe-change-set --stack-name "$stack_name" \
    --change-set-name "$change_set" --output text \
    --query 'Changes[].ResourceChange.[Action,Replacement,ResourceType,LogicalResourceId,PolicyAction]' || return
  losses=0 set_moves=no
  while IFS=$'\t' read -r action replacement type resource policy; do
    case $action/$replacement in
      '/') continue ;;
      Add/*) word='+ creates' ;;
      Import/*) word='< imports' ;;
      Remove/*) word='! REMOVES' ;;
      */True) word='! REPLACES' ;;
      */Conditional) word='~ changes, may replace' ;;
      Dynamic/*) word='? cannot be known before' ;;
      *) word='~ changes' ;;
    esac
    case $word in '!'*) losses=$((losses + 1)) ;; esac
    if [ "$type" = AWS::CloudFormation::StackSet ] && [ "$action" != Add ]; then set_moves=yes; fi
    case ${policy:-None} in None) policy='' ;; *) policy=" ($policy)" ;; esac
    printf '    %-24s %-44s %s%s\n' "$word" "$type" "$resource" "$policy"
  done <<<"$answer"
  if [ "$set_moves" = no ] && [ -z "$answer" ]; then log "only tags, outputs or settings of the stack change"; fi
  if [ "$set_moves" = yes ] && [ -n "$set_name" ]; then show_regions_lost; fi
}

# A change set says that a stack set changes, not that regions leave it: its stacks there are deleted in every account.
show_regions_lost() {
  local region words
  must "$target" "$step_region" aws cloudformation describe-stack-set --stack-set-name "$set_name" --output text \
    --query 'StackSet.Regions[]' || return
  read -r -d '' -a words <<<"$answer" || true
  for region in "${words[@]}"; do
    case " None ${set_region_words[*]} " in *" $region "*) continue ;; esac
    losses=$((losses + 1))
    printf '    %-24s %-44s %s\n' '! REMOVES' 'the stacks in all accounts of the region' "$region"
  done
}

# Whether the change set may be carried out.
may_change() {
  if [ "$losses" -eq 0 ]; then
    [ "$assume_yes" = yes ] || agreed "Carry this out in account $target, $step_region?"
  elif [ "$assume_yes" = yes ] && [ "$accept_losses" = yes ]; then
    log "replaces or removes $losses; accepted beforehand"
  else
    agreed "This REPLACES OR REMOVES $losses resource(s) in account $target, $step_region. Carry it out?"
  fi
}

carry_out() { # TYPE
  local words=()
  if [ "$keeps_going" = yes ] && [ "$1" != IMPORT ]; then words=(--disable-rollback); fi
  must "$target" "$step_region" aws cloudformation execute-change-set --stack-name "$stack_name" \
    --change-set-name "$change_set" "${words[@]}" || return
  settle || return
  case $status in
    CREATE_COMPLETE | UPDATE_COMPLETE | IMPORT_COMPLETE)
      log "stack $stack_name: $status"
      return 0
      ;;
  esac
  complain "stack $stack_name: $status"
  tell_failures
  if [ -n "$set_name" ]; then tell_instances; fi
  return 1
}

# What a stack that is in the way needs from a person; status 0 when it is not in the way.
fit_for_change() {
  case $status in
    absent | REVIEW_IN_PROGRESS | CREATE_COMPLETE | UPDATE_COMPLETE | UPDATE_ROLLBACK_COMPLETE | IMPORT_COMPLETE | \
      IMPORT_ROLLBACK_COMPLETE) return 0 ;;
    CREATE_FAILED | UPDATE_FAILED)
      # What it made stands, and it goes on from there.
      if [ "$keeps_going" = yes ]; then return 0; fi
      ;;&
    ROLLBACK_COMPLETE | ROLLBACK_FAILED | CREATE_FAILED)
      complain "stack $stack_name is $status: its creation failed, and AWS can only delete it"
      tell_failures
      complain "mend the reason, then: ./deploy.sh --prune $stack_name@$target/$step_region"
      ;;
    UPDATE_ROLLBACK_FAILED)
      complain "stack $stack_name is UPDATE_ROLLBACK_FAILED: a change failed, and taking it back failed, too"
      tell_failures
      complain "mend the reason, then, in account $target: aws cloudformation continue-update-rollback" \
        "--stack-name $stack_name --region $step_region"
      ;;
    *) complain "stack $stack_name is $status, which needs somebody to look at it" ;;
  esac
  return 1
}

# One change set, from making it to the end of what it does.
change_stack() { # TYPE FILE SHA256 WAY [RESOURCES]
  local before=$status
  make_change_set "$@" || return
  if [ "$changes" = none ]; then
    case $before in
      CREATE_FAILED | UPDATE_FAILED)
        local name previous=''
        for name in "${parameter_names[@]}"; do previous+=" ParameterKey=$name,UsePreviousValue=true"; done
        complain "stack $stack_name is $before, and CloudFormation sees nothing to change; let it try again, in account" \
          "$target: aws cloudformation update-stack --stack-name $stack_name --region $step_region" \
          "--use-previous-template --disable-rollback${previous:+ --parameters$previous}"
        return 1
        ;;
    esac
    log "stack $stack_name is up to date"
    return
  fi
  log "change set for stack $stack_name in account $target, $step_region:"
  show_changes || return
  if [ "$dry_run" = yes ]; then
    drop_review "$before"
    return
  fi
  if ! may_change; then
    drop_review "$before" || return
    stop 4 "stopped on your word; go on with: ./deploy.sh --from $step_name"
  fi
  if [ "$set_moves" = yes ]; then
    roll_through_rings || return
    if [ -n "$ring_option" ] && [ "$ring_option" != "${rings[-1]}" ]; then
      log "the other rings keep what they have"
      drop_change_set
      return
    fi
  fi
  carry_out "$1"
}

run_stack() {
  account_id "$account_name" "$account_source" || not_yet || return "$later"
  target=$value
  change_set=landform-$tree
  settle || return
  fit_for_change || return
  if [ -n "$set_name" ] && [ -n "$ring_option" ] && [ "$ring_option" != "${rings[-1]}" ]; then
    case $status in
      absent | REVIEW_IN_PROGRESS)
        log "a new stack set goes to all its accounts at once, with the last ring (${rings[-1]})"
        return
        ;;
    esac
  fi
  local i
  for i in "${!parameter_values[@]}"; do fill "${parameter_values[i]}" || not_yet || return "$later"; done
  if [ "$dry_run" = yes ] && [ "$template_way" = upload ]; then
    log "not shown: $template is too large for a request, and a dry run uploads nothing"
    return
  fi
  if [ -n "$import_template" ]; then
    case $status in
      absent | REVIEW_IN_PROGRESS)
        change_stack IMPORT "$import_template" "$import_sha" "$import_way" "$import_resources" || return
        if [ "$dry_run" = yes ]; then return; fi
        settle || return
        ;;
    esac
  fi
  if [ -n "$set_name" ] && [ "$dry_run" = no ]; then upload "$set_template" "$set_sha.yaml" || return; fi
  case $status in
    absent | REVIEW_IN_PROGRESS) change_stack CREATE "$template" "$template_sha" "$template_way" || return ;;
    *) change_stack UPDATE "$template" "$template_sha" "$template_way" || return ;;
  esac
  if [ "$dry_run" = yes ]; then return; fi
  if [ "$protected_stack" = yes ]; then
    look_at_stack || return
    if [ "$protection" = False ]; then
      log "stack $stack_name holds data or identity: termination protection on"
      must "$target" "$step_region" aws cloudformation update-termination-protection --stack-name "$stack_name" \
        --enable-termination-protection --query StackId --output text || return
    fi
  fi
  if [ -n "$set_name" ] && { [ -z "$ring_option" ] || [ "$ring_option" = "${rings[-1]}" ]; }; then check_instances; fi
}

# A value is missing. A dry run says so and goes on; a deployment fails here.
not_yet() {
  if [ -z "$missing" ]; then
    later=1
  elif [ "$dry_run" = yes ]; then
    log "cannot be shown yet: AWS does not have $missing, which an earlier step makes"
    later=0
  else
    complain "AWS does not have $missing, which an earlier step makes: run it without --from and --step"
    later=1
  fi
  return 1
}

# --- Stack sets.

operation_state() { # OPERATION: sets `state`, "absent" for one that never was
  if ask "$target" "$step_region" aws cloudformation describe-stack-set-operation --stack-set-name "$set_name" \
    --operation-id "$1" --query StackSetOperation.Status --output text; then
    state=$answer
    return
  fi
  state=absent
  [ "$(fault_code)" = OperationNotFoundException ] && return
  complain "aws cloudformation describe-stack-set-operation $1: $fault"
  return 1
}

# The units of each ring get what the stack set is to carry, one ring after the other; all others become OUTDATED and keep
# what they have until the stack itself changes. The operation's id says which ring got what, so that a run that comes
# later begins no operation twice.
roll_through_rings() {
  local name pairs state content operation try
  json_pairs ParameterKey ParameterValue set_parameter_names set_parameter_values || return
  content=$(printf '%s\n' "$set_sha" "$pairs" "${set_region_words[*]}" | sha256sum)
  for name in "${rings[@]}"; do
    if [ -z "${set_units[$name]:-}" ]; then continue; fi
    if [ -n "$ring_option" ] && [ "$ring_option" != "$name" ]; then continue; fi
    for try in 1 2 3 4 5 6 7 8 9; do
      operation="landform-$name-${content:0:32}-$try"
      operation_state "$operation" || return
      case $state in FAILED | STOPPED) ;; *) break ;; esac
    done
    if [ "$state" = absent ]; then begin_ring "$name" "$operation" "$pairs" || return; fi
    finish_operation "$operation" "$name" || return
  done
}

begin_ring() { # RING OPERATION PARAMETERS
  local units bucket words
  fill_or_complain "${set_units[$1]}" || return
  units=${filled// /,}
  fill_or_complain '{bucket}' || return
  bucket=$filled
  words=()
  if [ ${#set_capability_words[@]} -gt 0 ]; then words=(--capabilities "${set_capability_words[@]}"); fi
  log "stack set $set_name: ring $1 ($units)"
  ask "$target" "$step_region" aws cloudformation update-stack-set --stack-set-name "$set_name" \
    --template-url "https://$bucket.s3.$home_region.$url_suffix/$set_sha.yaml" --parameters "$3" "${words[@]}" \
    --permission-model SERVICE_MANAGED --deployment-targets "OrganizationalUnitIds=$units" \
    --regions "${set_region_words[@]}" --operation-id "$2" --query OperationId --output text --operation-preferences \
    RegionConcurrencyType=PARALLEL,MaxConcurrentPercentage=25,FailureTolerancePercentage=0,ConcurrencyMode=SOFT_FAILURE_TOLERANCE &&
    return
  case $(fault_code) in
    StackInstanceNotFoundException) log "ring $1 has no account yet" ;;
    *)
      complain "aws cloudformation update-stack-set $set_name: $fault"
      return 1
      ;;
  esac
}

finish_operation() { # OPERATION RING
  local state
  while operation_state "$1" || return; do
    case $state in
      SUCCEEDED)
        log "stack set $set_name: ring $2 has it"
        return
        ;;
      absent) return 0 ;;
      FAILED | STOPPED)
        complain "stack set $set_name: operation $1 is $state; the rings after $2 were left alone"
        must "$target" "$step_region" aws cloudformation list-stack-set-operation-results --stack-set-name "$set_name" \
          --operation-id "$1" --output text \
          --query "Summaries[?Status!='SUCCEEDED'].[Account,Region,Status,StatusReason]" || return
        if [ -n "$answer" ]; then complain "$answer"; fi
        return 1
        ;;
    esac
    pause 10
  done
}

# What each account has, after the last operation.
tell_instances() {
  must "$target" "$step_region" aws cloudformation list-stack-instances --stack-set-name "$set_name" --output text \
    --query "Summaries[?Status!='CURRENT' && StackInstanceStatus.DetailedStatus!='SKIPPED_SUSPENDED_ACCOUNT'].[Account,Region,Status,StackInstanceStatus.DetailedStatus,StatusReason]" ||
    return
  local id where state detail reason
  failed_instances=0
  while IFS=$'\t' read -r id where state detail reason; do
    [ -n "$id" ] || continue
    failed_instances=$((failed_instances + 1))
    complain "stack set $set_name, account $id, $where: $state, $detail: $reason"
  done <<<"$answer"
}

check_instances() {
  local failed_instances told=''
  while true; do
    must "$target" "$step_region" aws cloudformation list-stack-set-operations --stack-set-name "$set_name" \
      --output text --max-items 20 \
      --query "Summaries[?Status=='RUNNING' || Status=='QUEUED' || Status=='STOPPING'].[OperationId,Action,Status]" || return
    case $answer in '' | None) break ;; esac
    if [ "$told" != "$answer" ]; then log "stack set $set_name: $answer"; fi
    told=$answer
    pause 15
  done
  tell_instances || return
  if [ "$failed_instances" -gt 0 ]; then
    complain "mend the reason; then try an account again, in account $target, $step_region: aws cloudformation" \
      "update-stack-instances --stack-set-name $set_name --deployment-targets" \
      "OrganizationalUnitIds=UNIT,Accounts=ACCOUNT,AccountFilterType=INTERSECTION --regions ${set_region_words[*]}"
    return 1
  fi
}

# --- Commands and people.

# Asks for what only AWS knows, one word, and keeps it in the organization's Parameter Store.
run_captures() {
  local i=0 n word words shown
  for n in "${!capture_names[@]}"; do
    words=()
    for word in "${capture_words[@]:i:capture_lengths[n]}"; do
      fill "$word" || not_yet || return "$later"
      words+=("$filled")
    done
    i=$((i + capture_lengths[n]))
    printf -v shown '%q ' "${words[@]}"
    log "account $target: $shown: kept as ${capture_names[n]}"
    if [ "$dry_run" = yes ]; then continue; fi
    must "$target" "$step_region" "${words[@]}" || return
    read -r -d '' -a words <<<"$answer" || true
    if [ ${#words[@]} -ne 1 ] || [ "${words[0]}" = None ]; then
      complain "wanted one word and got '$answer': what the command asks for does not exist yet"
      return 1
    fi
    keep_value "${capture_names[n]}" "${words[0]}" || return
  done
}

keep_value() { # PARAMETER VALUE
  unset "stored[$1]"
  if stored_value "$1"; then
    if [ "$value" = "$2" ]; then return; fi
  elif [ -z "$missing" ]; then
    return 1
  fi
  must "$caller" "$home_region" aws ssm put-parameter --name "$1" --type String --overwrite --value "$2" \
    --query Version --output text || return
  stored[$1]=$2
}

# `ask`, and again while Organizations is busy with another change.
ask_in_turn() { # WORDS...
  local try
  for try in 1 2 3 4 5 6; do
    if ask "$target" "$step_region" "$@"; then return 0; fi
    case $(fault_code) in ConcurrentModificationException | PolicyChangesInProgressException) ;; *) return 1 ;; esac
    if [ "$try" -lt 6 ]; then pause 10; fi
  done
  return 1
}

# Whether AWS answers with success and says there that it did not do all of it, as calls about many things do.
left_undone() {
  local rest=${answer//'"errorCode": "ALREADY_ENABLED"'/}
  rest=${rest//'"errorCode": "ENABLE_IN_PROGRESS"'/}
  [[ $rest =~ '"Errors": ['[[:space:]]*'{' || $rest == *'"errorCode": "'* ]]
}

# Status 4 when AWS has left some of it undone.
run_cli() {
  account_id "$account_name" "$account_source" || not_yet || return "$later"
  target=$value
  local i=0 length word words shown code waiting=no
  for length in "${call_lengths[@]}"; do
    words=()
    for word in "${call_words[@]:i:length}"; do
      fill "$word" || not_yet || return "$later"
      words+=("$filled")
    done
    i=$((i + length))
    printf -v shown '%q ' "${words[@]}"
    case ${words[0]} in
      aws | bash) ;;
      *)
        complain "this is no command of the aws CLI: $shown"
        return 1
        ;;
    esac
    log "account $target: $shown"
    if [ "$dry_run" = yes ]; then continue; fi
    if [ "$assume_yes" = no ]; then agreed "Run it?" || stop 4 "stopped on your word; go on with: ./deploy.sh --from $step_name"; fi
    if ask_in_turn "${words[@]}"; then
      if left_undone; then
        printf '%s\n' "$answer" | sed 's/^/    /'
        waiting=yes
      fi
      continue
    fi
    code=$(fault_code)
    for word in "${tolerated[@]}"; do
      if [ -n "$code" ] && [ "$word" = "$code" ]; then
        log "was done before ($code)"
        continue 2
      fi
    done
    complain "$fault"
    return 1
  done
  run_captures || return
  if [ "$dry_run" = yes ]; then return 0; fi
  if [ ${#check_words[@]} -gt 0 ]; then
    words=()
    for word in "${check_words[@]}"; do
      fill_or_complain "$word" || return
      words+=("$filled")
    done
    must "$target" "$step_region" "${words[@]}" || return
    printf '%s\n' "$answer" | sed 's/^/    /'
  fi
  [ "$waiting" = no ] && return
  log "AWS has not done all of it yet; run it again, some hours from now: ./deploy.sh --step $step_name"
  return 4
}

# Where the organization remembers what its people did: with the text that they did it by, in short.
record_name() { printf '%s' "/landform/$slug/steps/$step_name"; }
record_sum() {
  local sum
  sum=$(printf '%s\n' "$who_does" "${instructions[@]}" "$evidence_text" | sha256sum)
  printf '%s' "${sum:0:16}"
}

record_done() {
  local stamp
  TZ=UTC printf -v stamp '%(%Y-%m-%dT%H:%M:%SZ)T' -1
  must "$caller" "$home_region" aws ssm put-parameter --name "$(record_name)" --type String --overwrite \
    --value "$(record_sum) $stamp $caller_arn" --description "A manual step of landform that a person did" \
    --query Version --output text || return
  log "recorded as done by $caller_arn"
}

# Status 4 when it is not done.
run_manual() {
  local line when by sum
  if ask "$caller" "$home_region" aws ssm get-parameter --name "$(record_name)" --query Parameter.Value --output text; then
    read -r sum when by <<<"$answer"
    if [ "$sum" = "$(record_sum)" ]; then
      log "done on $when by $by"
      return
    fi
    log "its instructions have changed since $by did it on $when"
  elif [ "$(fault_code)" != ParameterNotFound ]; then
    complain "aws ssm get-parameter $(record_name): $fault"
    return 1
  fi
  log "for a person, $who_does: $step_title"
  for line in "${instructions[@]}"; do printf '    %s\n' "$line"; done
  printf '    To file: %s\n' "$evidence_text"
  if [ "$dry_run" = yes ]; then return; fi
  if [ "$assume_yes" = no ] && agreed "Is it done?"; then
    record_done
    return
  fi
  log "not done; when it is: ./deploy.sh --done $step_name"
  return 4
}

# --- What the blueprint no longer has.

declare -A expected=()

expect_stacks() {
  local name
  for name in "${steps[@]}"; do
    load "$name"
    [ "$kind" = stack ] || continue
    if account_id "$account_name" "$account_source"; then expected[$value/$step_region/$stack_name]=yes; fi
  done
  step_name=deploy.sh
}

# Lists what one account and region has and the manifest has not.
list_leftovers() { # ACCOUNT REGION
  local found
  ask "$1" "$2" aws cloudformation describe-stacks --output text \
    --query "Stacks[?starts_with(StackName, '$slug-') && Tags[?Key=='landform' && Value=='$slug']].[StackName]" || {
    complain "cannot list the stacks of account $1, $2: $fault"
    return 1
  }
  while read -r found; do
    case $found in '' | None) continue ;; esac
    if [ -n "${expected[$1/$2/$found]:-}" ]; then continue; fi
    log "the blueprint no longer has stack $found in account $1, $2; to delete it: ./deploy.sh --prune $found@$1/$2"
  done <<<"$answer"
}

leftovers_everywhere() {
  local accounts one where result=0
  must "$caller" "$home_region" aws organizations list-accounts --query "Accounts[?Status=='ACTIVE'].Id" --output text || return
  read -r -d '' -a accounts <<<"$answer" || true
  expect_stacks
  for one in "${accounts[@]}"; do
    for where in "${regions[@]}"; do list_leftovers "$one" "$where" || result=1; done
  done
  return "$result"
}

prune() { # STACK[@ACCOUNT/REGION]
  local place=${1#*@}
  stack_name=${1%%@*} target=$caller step_region=$home_region
  if [ "$place" != "$1" ]; then target=${place%%/*} step_region=${place#*/}; fi
  local name=$stack_name id=$target where=$step_region change_set=landform-$tree
  expect_stacks
  stack_name=$name target=$id step_region=$where
  settle || return
  if [ "$status" = absent ]; then
    log "there is no stack $name in account $id, $where"
    return
  fi
  case $status in
    ROLLBACK_COMPLETE | ROLLBACK_FAILED | CREATE_FAILED | REVIEW_IN_PROGRESS | DELETE_FAILED) ;;
    *)
      if [ -n "${expected[$id/$where/$name]:-}" ]; then
        complain "the blueprint has stack $name, and it is $status: only what the blueprint no longer has is deleted"
        return 3
      fi
      ;;
  esac
  must "$id" "$where" aws cloudformation describe-stacks --stack-name "$name" --output text \
    --query "Stacks[0].Tags[?Key=='landform'].Value | [0]" || return
  if [ "$answer" != "$slug" ] && [ "$status" != REVIEW_IN_PROGRESS ]; then
    complain "stack $name has no tag landform=$slug: it is not of this deployment"
    return 3
  fi
  must "$id" "$where" aws cloudformation list-stack-resources --stack-name "$name" --output text \
    --query 'StackResourceSummaries[].[ResourceType,LogicalResourceId,ResourceStatus]' || return
  log "stack $name in account $id, $where is $status and has:"
  printf '%s\n' "$answer" | sed 's/^/    /'
  case $answer in
    *AWS::CloudFormation::StackSet*) log "it is a stack set: its stacks in all accounts go with it, but for what is retained" ;;
  esac
  if [ "$dry_run" = yes ]; then return; fi
  if [ "$assume_yes" = no ]; then agreed "Delete stack $name?" || return 4; fi
  if [ "$protection" = True ]; then
    must "$id" "$where" aws cloudformation update-termination-protection --stack-name "$name" \
      --no-enable-termination-protection --query StackId --output text || return
  fi
  must "$id" "$where" aws cloudformation delete-stack --stack-name "$name" || return
  settle || return
  if [ "$status" = absent ]; then
    log "stack $name is gone"
    return
  fi
  complain "stack $name: $status"
  tell_failures
  return 1
}

# --- Which steps, in which order.

declare -A undone=()

# Whether the step is to run under --ring: those of the ring, and stack sets, which go through the rings.
in_ring() {
  [ -z "$ring_option" ] || [ "$step_ring" = "$ring_option" ] ||
    { [ -n "$set_name" ] && { [ -n "${set_units[$ring_option]:-}" ] || [ "$ring_option" = "${rings[-1]}" ]; }; }
}

chosen() { # STEP: by --step and --from
  if [ ${#step_options[@]} -gt 0 ]; then
    local one
    for one in "${step_options[@]}"; do
      if [ "$one" = "$1" ]; then return 0; fi
    done
    return 1
  fi
  if [ "$1" = "$from_option" ]; then from_reached=yes; fi
  [ "$from_reached" = yes ]
}

deploy() {
  local name need result
  for name in "${steps[@]}"; do
    chosen "$name" || continue
    load "$name"
    in_ring || continue
    for need in "${step_needs[@]}"; do
      [ -n "${undone[$need]:-}" ] || continue
      undone[$name]=yes
      log "left alone: it needs $need, which is not done"
      continue 2
    done
    result=0
    "run_$kind" || result=$?
    case $result in
      0) ;;
      4) undone[$name]=yes ;;
      *)
        complain "the step failed; go on when the reason is mended: ./deploy.sh --from $name"
        return 1
        ;;
    esac
  done
  step_name=deploy.sh
  if [ "$dry_run" = no ] && [ -z "$from_option$ring_option" ] && [ ${#step_options[@]} -eq 0 ]; then
    expect_stacks
    for name in "${regions[@]}"; do list_leftovers "$caller" "$name" || return; done
  fi
  if [ ${#undone[@]} -gt 0 ]; then
    log "not done, for they wait for people or for AWS: $(for name in "${steps[@]}"; do [ -z "${undone[$name]:-}" ] || printf '%s ' "$name"; done)"
    return 4
  fi
  if [ "$dry_run" = yes ]; then log "nothing was changed"; else log "done"; fi
}

list_steps() {
  local name where
  for name in "${steps[@]}"; do
    load "$name"
    where=${account_name:+$account_name, $step_region}
    if [ -n "$set_name" ]; then kind='stack set'; fi
    printf '%-32s %-10s %-12s %-32s %s\n' "$name" "$kind" "${step_ring:--}" "${where:--}" "$step_title"
  done
}

# --- The command line.

dry_run=no assume_yes=no accept_losses=no account_option='' ring_option='' from_option='' from_reached=yes
step_options=() action=deploy action_name=''

usage() {
  printf 'deploy.sh: %s; --help shows what it takes\n' "$*" >&2
  exit 2
}

known_step() {
  local name
  for name in "${steps[@]}"; do
    if [ "$name" = "$1" ]; then return; fi
  done
  usage "there is no step '$1' (--list shows them)"
}

known_ring() {
  local name
  for name in "${rings[@]}"; do
    if [ "$name" = "$1" ]; then return; fi
  done
  usage "there is no ring '$1'; rings: ${rings[*]:-none}"
}

read_options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --dry-run) dry_run=yes ;;
      --yes) assume_yes=yes ;;
      --accept-losses) accept_losses=yes ;;
      --list | --leftovers) action=${1#--} ;;
      -h | --help)
        help
        exit 0
        ;;
      --step | --from | --ring | --profile | --account | --role | --done | --prune)
        if [ -z "${2:-}" ]; then usage "$1 needs a value"; fi
        case $1 in
          --step) known_step "$2" && step_options+=("$2") ;;
          --from) known_step "$2" && from_option=$2 from_reached=no ;;
          --ring) known_ring "$2" && ring_option=$2 ;;
          --profile) export AWS_PROFILE=$2 && unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN ;;
          --account) account_option=$2 ;;
          --role) access_role=$2 ;;
          --done) known_step "$2" && action=${1#--} action_name=$2 ;;
          --prune) action=${1#--} action_name=$2 ;;
        esac
        shift
        ;;
      *) usage "it does not know '$1'" ;;
    esac
    shift
  done
  if [ -n "$from_option" ] && [ ${#step_options[@]} -gt 0 ]; then usage "--from and --step exclude each other"; fi
}

main() {
  read_options "$@"
  cd "$(dirname "${BASH_SOURCE[0]}")"
  if [ "$action" = list ]; then
    list_steps
    return
  fi
  check_tools
  check_tree
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  export AWS_PAGER='' AWS_DEFAULT_OUTPUT=json AWS_RETRY_MODE=adaptive AWS_MAX_ATTEMPTS=10 AWS_CLI_AUTO_PROMPT=off
  check_caller
  case $action in
    deploy) deploy ;;
    leftovers) leftovers_everywhere ;;
    prune) prune "$action_name" ;;
    done)
      load "$action_name"
      [ "$kind" = manual ] || stop 2 "step $action_name is no manual step"
      record_done
      ;;
  esac
}

main "$@"
